// What analysts do: search, read, compare, take along.
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';


export default (world) => {
  describe('reading', () => {
    for (const script of [true, false]) {
      const how = script ? '' : ' without JavaScript';

      it(`a word of one language finds records of all, and facets narrow them${how}`, async () => {
        const rita = await world().signedIn('rita', { script });
        await rita.visit('/');
        await rita.write('q', 'mensenhandel');
        await rita.onwards(() => rita.page.keyboard.press('Enter'));
        assert.match(rita.path, /^\/search\?q=mensenhandel/);
        const found = (person) => person.page.$$eval('article.card, .card', (cards) => cards.length);
        const all = await found(rita);
        assert(all >= 2, `found ${all}`);
        assert((await rita.page.$$eval('mark', (marks) => marks.length)) > 0, 'words are marked');
        const facet = await rita.page.$('nav a[href*="kind=practice"]');
        assert(facet, 'there is a facet of the kind');
        await rita.onwards(() => facet.click());
        const narrowed = await found(rita);
        assert(narrowed > 0 && narrowed < all, `${narrowed} of ${all}`);
        const back = await rita.page.$('.tags a[href^="/search"]');
        await rita.onwards(() => back.click());
        assert.equal(await found(rita), all);
        await rita.leave();
      });

      it(`a record is read in another language, with tables, proof and files${how}`, async () => {
        const rita = await world().signedIn('rita', { script });
        const [, victims] = world().records;
        await rita.visit(`/records/${victims}`);
        const english = await rita.heading();
        const other = await rita.page.$('main a[hreflang="nl"], main a[href*="lang=nl"], main a[lang="nl"][href*="/records/"]');
        assert(other, 'the other language is one click away');
        await rita.onwards(() => other.click());
        assert.notEqual(await rita.heading(), english);
        assert.equal(await rita.page.evaluate(() => document.documentElement.lang), 'en');
        assert((await rita.page.$$('main [lang="nl"]')).length > 0, 'foreign text says its language');
        assert((await rita.page.$$('main table caption')).length > 0, 'there are tables');
        const formats = await rita.page.$$eval('.record-files a', (links) => links.map((link) => link.getAttribute('href')));
        assert(formats.length >= 3, `${formats}`);
        await rita.leave();
      });

      it(`figures are compared: chart, table, and an address that gives the same${how}`, async () => {
        const rita = await world().signedIn('rita', { script });
        await rita.visit('/compare');
        const measure = await rita.page.$('main a[href*="measure=asylum-applicants"]');
        assert(measure, 'the measures are listed');
        await rita.onwards(() => measure.click());
        assert((await rita.page.$$('main svg')).length > 0, 'there is a chart');
        await rita.press('Show');
        assert((await rita.page.$$('main table.figures tbody tr')).length > 0, 'there is a table behind it');
        const address = rita.path;
        const shown = await rita.page.$eval('table.figures', (table) => table.innerText);
        await rita.visit(address);
        assert.equal(await rita.page.$eval('table.figures', (table) => table.innerText), shown);
        await rita.leave();
      });
    }

    it('what is compared can be taken along', async () => {
      const rita = await world().signedIn('rita');
      await rita.visit('/compare?measure=asylum-applicants&by=country&by=year&asked=1');
      const links = await rita.page.$$eval('.downloads a', (all) => all.map((link) => link.getAttribute('href')));
      assert(links.length >= 4, `${links}`);
      // The page itself may not fetch, by its security policy; the browser saves links like this.
      const cookie = (await rita.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
      for (const href of links) {
        const answer = await fetch(new URL(href, world().origin), { headers: { cookie } });
        assert.equal(answer.status, 200, href);
        assert((await answer.arrayBuffer()).byteLength > 0, href);
      }
      await rita.leave();
    });

    it('a search is kept and found again', async () => {
      const rita = await world().signedIn('rita');
      await rita.visit('/search?q=asylum');
      await rita.write('name', 'Asylum everywhere');
      await rita.press('Save this search');
      await rita.visit('/settings/searches');
      await rita.sees('Asylum everywhere');
      await rita.leave();
    });

    it('the network page says what the node says', async () => {
      const rita = await world().signedIn('rita');
      await rita.visit('/network');
      await rita.sees('Netherlands');
      await rita.leave();
    });
  });
};
