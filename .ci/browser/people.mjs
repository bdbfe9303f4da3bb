// People at their browsers: each has a browser profile of their own, sees a page, fills in forms and presses buttons.
import { strict as assert } from 'node:assert';
import puppeteer from 'puppeteer-core';
import { Watch } from './checks.mjs';

export const WIDE = { width: 1440, height: 900 };
export const NARROW = { width: 360, height: 740 };
/** A screen of 1440 at 200 % zoom has room for half as many pixels of the page. */
export const ZOOMED = { width: 720, height: 450, deviceScaleFactor: 2 };

const TIMEOUT = 20_000;

export function startBrowser() {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // As root in a container there is no sandbox to be had; the only pages it sees are ours.
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=en-GB', '--force-prefers-reduced-motion',
      // Nothing outside this machine has a name.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
    defaultViewport: WIDE,
  });
}

/** What a page says, for messages: its beginning is the same everywhere. */
function gist(text) {
  return text.replace(/\s+/g, ' ').slice(0, 2000);
}

export class Person {
  /** Somebody at a browser; `origin` is the node that they use. */
  static async at(browser, origin, { script = true, language = 'en' } = {}) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(TIMEOUT);
    await page.setJavaScriptEnabled(script);
    await page.setExtraHTTPHeaders({ 'Accept-Language': language });
    const person = new Person();
    Object.assign(person, { context, page, origin, watch: await Watch.over(page, origin) });
    return person;
  }

  /** Closes the browser; complains if a page misbehaved. */
  async leave() {
    await this.context.close();
    this.watch.check();
  }

  /** Goes to a page of the node; the status of the answer. */
  async visit(path) {
    const answer = await this.page.goto(new URL(path, this.origin).href, { waitUntil: 'load' });
    return answer.status();
  }

  get path() {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }

  /** All text of the page, as it is seen. */
  text() {
    return this.page.evaluate(() => document.body.innerText);
  }

  async heading() {
    return this.page.$eval('h1', (heading) => heading.innerText.trim());
  }

  async sees(what) {
    const text = await this.text();
    assert.match(text, what instanceof RegExp ? what : new RegExp(what.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')), `${this.path} does not say ${what}: ${gist(text)}`);
  }

  async sees_no(what) {
    const text = await this.text();
    assert.doesNotMatch(text, what, `${this.path}: ${gist(text)}`);
  }

  /** The element that a person would call by this name: a link, a button or a field. */
  async find(role, name) {
    const element = await this.page.waitForSelector(`::-p-aria([name="${name}"][role="${role}"])`).catch(() => null);
    assert(element, `${this.path} has no ${role} '${name}'; it says: ${gist(await this.text())}`);
    return element;
  }

  /** The field of a form by the name that it is sent with. */
  async field(name) {
    const element = await this.page.$(`[name="${name}"]`);
    assert(element, `${this.path} has no field '${name}'`);
    return element;
  }

  /** Writes into a field, in place of what stands there. */
  async write(name, value) {
    const field = await this.field(name);
    await field.evaluate((input) => { input.value = ''; });
    await field.type(value);
  }

  async choose(name, ...values) {
    await this.page.select(`[name="${name}"]`, ...values);
  }

  /** Marks a box or a radio button. */
  async tick(name, value) {
    const element = await this.page.$(`[name="${name}"]${value === undefined ? '' : `[value="${value}"]`}`);
    assert(element, `${this.path} has no box '${name}' ${value ?? ''}`);
    const checked = () => element.evaluate((box) => box.checked);
    if (!(await checked())) await element.click();
    assert(await checked(), `${this.path}: the box '${name}' ${value ?? ''} could not be ticked`);
  }

  async upload(name, path) {
    const field = await this.field(name);
    await field.uploadFile(path);
  }

  /** Does something after which another page comes; the status of its answer. */
  async onwards(deed) {
    const [answer] = await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), deed()]);
    return answer?.status();
  }

  async press(name) {
    const button = await this.find('button', name);
    return this.onwards(() => button.click());
  }

  async follow(name) {
    const link = await this.find('link', name);
    return this.onwards(() => link.click());
  }

  /** Sends the form that holds a field, as the button `button` (by its form value) would. */
  async send(selector) {
    const button = await this.page.$(selector);
    assert(button, `${this.path} has nothing like ${selector}`);
    return this.onwards(() => button.click());
  }

  async cookies() {
    return this.context.cookies();
  }
}
