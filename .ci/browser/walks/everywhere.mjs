// What holds on every page: accessible, fitting, light, guarded, usable by keyboard; pictures of all of them.
import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import * as checks from '../checks.mjs';
import { NARROW, WIDE, ZOOMED } from '../people.mjs';
import { pages } from '../pages.mjs';

/** Looks at a page as it is now, in both themes and at all widths, and keeps pictures. */
export async function inspect(world, person, name) {
  const { page } = person;
  await checks.structured(person);
  for (const theme of ['light', 'dark']) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    for (const [width, viewport] of [[1440, WIDE], [360, NARROW]]) {
      await page.setViewport(viewport);
      await page.screenshot({ path: join(world.artefacts, `${name}-${width}-${theme}.png`), fullPage: true });
      await checks.accessible(person);
      await checks.fits(person);
    }
    await checks.hittable(person);
  }
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  await page.setViewport(ZOOMED);
  await checks.fits(person);
  await page.setViewport(WIDE);
}

export default (world) => {
  describe('every page', async () => {
    const people = new Map();
    const eyes = async (who) => {
      if (!people.has(who)) people.set(who, who ? await world().signedIn(who) : await world().visitor());
      return people.get(who);
    };
    // The pages are known once the world is; their names are needed now.
    for (const { name } of pages({ records: ['x', 'y', 'z'] })) {
      it(`${name} is accessible, fits, is light and guarded, and works by keyboard`, async () => {
        const { path, who, status = 200 } = pages(world()).find((one) => one.name === name);
        const person = await eyes(who);
        assert.equal(await person.visit(path), status, `${path} for ${who ?? 'nobody'}: ${(await person.text()).slice(0, 600)}`);
        await inspect(world(), person, name);
        await person.visit(path);
        await checks.reachableByKeyboard(person);
        await checks.guarded(person, path);
        await checks.light(person, path);
      });
    }
    it('no page asked a stranger, complained, or did what the security policy forbids', async () => {
      for (const person of people.values()) await person.leave();
    });
  });
};
