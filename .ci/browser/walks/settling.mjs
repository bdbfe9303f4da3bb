// Settings: tokens, language, theme; and what the administrator does.
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import * as checks from '../checks.mjs';

export default (world) => {
  describe('settings', () => {
    for (const script of [true, false]) {
      const how = script ? '' : ' without JavaScript';

      it(`a token is made, works once copied, and is revoked${how}`, async () => {
        const paul = await world().signedIn('paul', { script });
        await paul.visit('/settings/tokens');
        await paul.write('name', `walk${script ? '' : ' plain'}`);
        await paul.tick('scope', 'reader');
        await paul.send('form[action="/settings/tokens"] button');
        const secret = (await paul.page.$eval('#secret', (shown) => shown.innerText)).trim();
        const ask = () => fetch(`${world().origin}/api/v1/records`, { headers: { Authorization: `Bearer ${secret}` } });
        assert.equal((await ask()).status, 200);
        await paul.visit('/settings/tokens');
        assert(!(await paul.page.content()).includes(secret), 'the secret is shown once');
        paul.page.on('dialog', (dialog) => dialog.accept());
        await paul.send('form[action="/settings/tokens/revoke"] button');
        assert.equal((await ask()).status, 401);
        await paul.leave();
      });

      it(`language and theme are chosen, and stay${how}`, async () => {
        const rita = await world().signedIn('rita', { script });
        await rita.visit('/');
        const seen = new Set();
        for (const language of ['nl', 'fr', 'de', 'en']) {
          await rita.send(`button[name="lang"][value="${language}"]`);
          await rita.visit('/search');
          assert.equal(await rita.page.evaluate(() => document.documentElement.lang), language);
          seen.add(await rita.heading());
          await checks.fits(rita);
        }
        assert(seen.size >= 3, `headings: ${[...seen]}`);
        const ground = () => rita.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        await rita.send('button[name="theme"][value="dark"]');
        const dark = await ground();
        await rita.send('button[name="theme"][value="light"]');
        assert.notEqual(await ground(), dark);
        await rita.leave();
      });
    }

    it('a browser that asks for another language gets it', async () => {
      for (const [asked, given] of [['nl-NL,nl;q=0.9', 'nl'], ['fr', 'fr'], ['de-AT', 'de'], ['fi', 'en']]) {
        const visitor = await world().visitor({ language: asked });
        await visitor.visit('/sign-in');
        assert.equal(await visitor.page.evaluate(() => document.documentElement.lang), given);
        await visitor.leave();
      }
    });

    it('every page in Dutch, French and German is accessible and fits', async () => {
      const { pages } = await import('../pages.mjs');
      for (const language of ['nl', 'fr', 'de']) {
        const rita = await world().signedIn('rita');
        await rita.send(`button[name="lang"][value="${language}"]`);
        for (const { path, who } of pages(world()).filter((page) => page.who === 'rita')) {
          await rita.visit(path);
          assert.equal(await rita.page.evaluate(() => document.documentElement.lang), language, path);
          await rita.page.setViewport({ width: 360, height: 740 });
          await checks.accessible(rita);
          await checks.fits(rita);
          await rita.page.setViewport({ width: 1440, height: 900 });
        }
        await rita.leave();
      }
    });
  });
};
