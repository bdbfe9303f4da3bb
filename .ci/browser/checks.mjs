// What must hold on every page, whoever looks at it.
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Bytes of a page with all that it loads, as they travel. */
const WEIGHT = 150 * 1024;
/** Smallest target in pixels of the page (WCAG 2.5.8). */
const TARGET = 24;

/** Follows a page around: requests to strangers, errors of scripts, what the security policy forbade, files not found. */
export class Watch {
  static async over(page, origin) {
    const watch = new Watch();
    watch.complaints = [];
    /** Origins besides the node's that a walk goes to on purpose. */
    watch.allowed = new Set([origin]);
    // The pages of others, such as the provider's, are not ours to check.
    const complain = (what) => {
      if (page.url().startsWith(origin)) watch.complaints.push(`${page.url()}: ${what}`);
    };
    page.on('request', (request) => {
      const url = new URL(request.url());
      const inside = ['data:', 'about:', 'blob:'].includes(url.protocol);
      if (!inside && !watch.allowed.has(url.origin)) complain(`asks ${url.origin}`);
    });
    page.on('response', (response) => {
      const document = response.request().isNavigationRequest();
      if (!document && response.status() >= 400) complain(`${response.url()} answers ${response.status()}`);
    });
    page.on('console', (message) => {
      // A page that is refused on purpose is reported here too; files that are missing are looked at above.
      const refused = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !refused) complain(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => complain(`script: ${error.message}`));
    const client = await page.createCDPSession();
    await client.send('Audits.enable');
    client.on('Audits.issueAdded', ({ issue }) => {
      if (issue.code === 'ContentSecurityPolicyIssue') {
        complain(`forbidden by the security policy: ${JSON.stringify(issue.details.contentSecurityPolicyIssueDetails)}`);
      }
    });
    return watch;
  }

  check() {
    assert.deepEqual(this.complaints, []);
  }
}

/** Accessibility by axe-core. */
export async function accessible(person) {
  await person.page.evaluate(AXE);
  const found = await person.page.evaluate(async (rules) => {
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
  }, RULES);
  assert.deepEqual(found, [], `axe-core on ${person.path}`);
}

/** Nothing has to be scrolled sideways to be read; tables scroll within their own region. */
export async function fits(person) {
  const { wide, room, who } = await person.page.evaluate(() => {
    const root = document.documentElement;
    const inScroller = (element) => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !inScroller(one));
    return { wide: root.scrollWidth, room: root.clientWidth, who: out.slice(0, 5).map((one) => one.outerHTML.slice(0, 160)) };
  });
  assert(wide <= room, `${person.path} is ${wide} wide and has room for ${room}: ${who.join(' | ')}`);
}

/** Buttons, boxes and links that do not stand in a sentence are large enough to hit. */
export async function hittable(person) {
  const small = await person.page.evaluate((least) => {
    const shown = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const targets = [...document.querySelectorAll('button, select, summary, input:not([type=hidden])')].filter(shown);
    return targets
      .map((one) => [one, (one.labels?.[0]?.contains(one) ? one.labels[0] : one).getBoundingClientRect()])
      .filter(([one, box]) => box.width > 1 && (box.width < least || box.height < least) && !(one.labels?.length))
      .map(([one, box]) => `${one.outerHTML.slice(0, 120)} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
  }, TARGET);
  assert.deepEqual(small, [], `targets on ${person.path}`);
}

/** The skeleton that screen readers go by. */
export async function structured(person) {
  const seen = await person.page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
    return {
      lang: document.documentElement.lang,
      title: document.title,
      headings: document.querySelectorAll('h1').length,
      mains: document.querySelectorAll('main').length,
      twice: ids.filter((id, place) => ids.indexOf(id) !== place),
      styled: [...document.querySelectorAll('[style]')].map((one) => one.outerHTML.slice(0, 120)),
      untold: [...document.querySelectorAll('table')].filter((one) => !one.caption && !one.getAttribute('aria-label') && !one.getAttribute('aria-labelledby')).length,
    };
  });
  assert.match(seen.lang, /^[a-z]{2}/, `lang on ${person.path}`);
  assert.notEqual(seen.title.trim(), '', `title on ${person.path}`);
  const { headings, mains, twice, styled, untold } = seen;
  assert.deepEqual({ headings, mains, twice, styled, untold }, { headings: 1, mains: 1, twice: [], styled: [], untold: 0 }, person.path);
}

/** Bytes that travel for a page and all it loads, with nothing kept from before. */
export async function weight(person, path) {
  const client = await person.page.createCDPSession();
  await client.send('Network.enable');
  let bytes = 0;
  client.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await person.page.setCacheEnabled(false);
  await person.page.goto(new URL(path, person.origin).href, { waitUntil: 'networkidle0' });
  await person.page.setCacheEnabled(true);
  await client.detach();
  return bytes;
}

export async function light(person, path) {
  const bytes = await weight(person, path);
  assert(bytes > 0 && bytes < WEIGHT, `${path} weighs ${bytes} bytes; ${WEIGHT} are allowed`);
}

/** Headers of every page: nothing from elsewhere runs, nobody frames it, no cache keeps what only some may see. */
export async function guarded(person, path) {
  const answer = await person.page.goto(new URL(path, person.origin).href);
  const headers = answer.headers();
  const policy = headers['content-security-policy'] ?? '';
  for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) {
    assert(policy.includes(part), `${path}: the security policy lacks ${part}: ${policy}`);
  }
  assert(!/unsafe-(inline|eval)/.test(policy), `${path}: ${policy}`);
  assert.equal(headers['x-content-type-options'], 'nosniff', path);
  assert.match(headers['referrer-policy'] ?? '', /no-referrer|same-origin/, path);
  assert.match(headers['cache-control'] ?? '', /no-store|private|no-cache/, path);
}

/** Goes through a page with the Tab key alone: everything that can be used is reached, in order, and seen to be. */
export async function reachableByKeyboard(person) {
  const { page } = person;
  const mark = () => page.evaluate(() => {
    const usable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((one) => !one.disabled && one.type !== 'hidden' && one.checkVisibility({ visibilityProperty: true }));
    // Of radio buttons of one name the Tab key reaches one.
    const seen = new Set();
    const stops = usable.filter((one) => {
      if (one.type !== 'radio') return true;
      const group = `${one.form?.id}/${one.name}`;
      if (seen.has(group)) return false;
      seen.add(group);
      return true;
    });
    stops.forEach((one, place) => one.setAttribute('data-stop', place));
    document.body.setAttribute('tabindex', '-1');
    document.body.focus();
    document.body.removeAttribute('tabindex');
    return stops.length;
  });
  const stops = await mark();
  const reached = [];
  for (let count = 0; count < stops + 3; count += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const style = getComputedStyle(one);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
      const box = one.getBoundingClientRect();
      return {
        stop: one.closest('[data-stop]')?.dataset.stop ?? (one.type === 'radio' ? 'radio' : null),
        first: one.getAttribute('href'),
        visible: outlined || style.boxShadow !== 'none',
        inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        html: one.outerHTML.slice(0, 160),
      };
    });
    if (!at) break;
    assert(at.visible, `focus cannot be seen on ${person.path}: ${at.html}`);
    assert(at.inside, `focus is out of sight on ${person.path}: ${at.html}`);
    if (reached.length === 0) assert.match(at.first ?? '', /^#/, `the first stop on ${person.path} is no skip link: ${at.html}`);
    if (reached.includes(at.stop) && at.stop !== 'radio') break;
    reached.push(at.stop);
  }
  const numbers = reached.filter((stop) => stop !== 'radio').map(Number);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b), `order of focus on ${person.path}`);
  assert(reached.length >= stops, `the Tab key reached ${reached.length} of ${stops} on ${person.path}`);
}
