// From cases to a signed report with two people, and what must not happen on the way.
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { inspect } from './everywhere.mjs';

/** Four hundred made-up cases: few of some citizenships, so that something has to be suppressed. */
function cases() {
  const lines = ['case,sex,citizenship,year'];
  for (let number = 0; number < 400; number += 1) {
    const sex = number % 3 === 0 ? 'M' : 'F';
    const citizenship = number % 100 === 7 ? 'PL' : ['NL', 'RO', 'NG'][number % 3 === 2 ? 2 : (number >> 2) % 2];
    lines.push(`c${number},${sex},${citizenship},2025`);
  }
  return `${lines.join('\n')}\n`;
}

const TEXT = `Registered victims of trafficking in human beings in the Netherlands in 2025, by sex and citizenship.

The figures come from one register, and every person counts once.`;

/** Writes the texts of a draft and sends them; `action` is the button. */
async function describeDraft(publisher, title, { action = 'check', text = TEXT, summary = 'Made up for this walk.' } = {}) {
  await publisher.write('title.en', title);
  if (await publisher.page.$('[name="summary.en"]')) await publisher.write('summary.en', summary);
  if (await publisher.page.$('[name="body.en"]')) await publisher.write('body.en', text);
  for (const [field, value] of [['context.en', text], ['approach.en', text], ['results.en', text], ['conditions.en', text]]) {
    if (await publisher.page.$(`[name="${field}"]`)) await publisher.write(field, value);
  }
  for (const field of await publisher.page.$$('[name^="table."][name$=".title.en"]')) await field.type('Victims by sex and citizenship');
  // The text speaks of trafficking, so the topic is among those that come first.
  await publisher.send('button[name="action"][value="suggest"]');
  await publisher.tick('topics', 'trafficking-in-human-beings');
  await publisher.tick('countries', 'NL').catch(() => publisher.write('more_countries', 'NL'));
  await publisher.write('period', '2025');
  await publisher.tick('audience', 'public');
  await publisher.write('organisation', 'Example Administration');
  await publisher.send(`button[name="action"][value="${action}"]:not([tabindex="-1"])`);
}

/** A practice that is ready to be submitted; its path. */
async function readyPractice(publisher, title) {
  await publisher.visit('/publish');
  await publisher.press('New best practice');
  await describeDraft(publisher, title);
  await publisher.sees('Nothing was found that keeps this draft from being submitted');
  return `/${publisher.path.split('/').slice(1, 3).join('/')}`;
}

async function submit(publisher, draft) {
  await publisher.visit(draft);
  await publisher.press('Submit for approval');
  await publisher.sees('waits for approval');
}

export default (world) => {
  describe('publishing', () => {
    for (const script of [true, false]) {
      const how = script ? '' : ' without JavaScript';

      it(`cases become a signed report with two people${how}`, async () => {
        const title = `Victims of trafficking in 2025${how}`;
        const keep = (person, name) => (script ? inspect(world(), person, name) : undefined);
        const paul = await world().signedIn('paul', { script });
        await paul.visit('/publish');
        await paul.press('New report from cases');
        await keep(paul, 'publish-upload');
        await paul.upload('file', await world().node.file('cases.csv', cases()));
        await paul.press('Upload');
        assert.equal(await paul.heading(), 'What the columns mean');
        await keep(paul, 'publish-columns');
        await paul.write('measure', script ? 'victims-identified' : 'victims-assisted');
        await paul.write('table', script ? 'victims-2025' : 'assisted-2025');
        await paul.choose('country', 'NL');
        await paul.press('Count and protect');
        assert.equal(await paul.heading(), 'The protected table', await paul.text());
        await paul.sees('passed the audit');
        await paul.sees(/Why (one|\d+) cells? (is|are) suppressed/);
        await keep(paul, 'publish-table');
        await paul.press('Accept this table');
        assert.equal(await paul.heading(), 'Describe the record');
        await keep(paul, 'publish-describe');
        await describeDraft(paul, title);
        assert.equal(await paul.heading(), 'What was found', await paul.text());
        await paul.sees('Nothing was found that keeps this draft from being submitted');
        await keep(paul, 'publish-check');
        await paul.follow('Go to the preview');
        await paul.sees(title);
        await keep(paul, 'publish-preview');
        await paul.follow('Go on to submit');
        await keep(paul, 'publish-submit');
        await paul.press('Submit for approval');
        await paul.sees('waits for approval');
        const draft = paul.path.replace(/^\/publish/, '/approvals').replace(/\?.*/, '');

        const anna = await world().signedIn('anna', { script });
        await anna.visit('/approvals');
        await anna.follow(title);
        assert.equal(anna.path, draft);
        assert.equal(await anna.heading(), 'Approve or send back');
        await keep(anna, 'approvals-review');
        await anna.press('Approve, sign and send');
        assert.equal(await anna.heading(), 'Signed and sent', await anna.text());
        await keep(anna, 'approvals-sent');
        await anna.follow('To the record');
        await anna.sees(title);
        assert.match(anna.path, /^\/records\/bafkrei/);

        await paul.visit(draft.replace('/approvals', '/publish'));
        await paul.sees('published');
        await paul.leave();
        await anna.leave();
      });
    }

    it('a draft that is sent back is mended and approved', async () => {
      const [paul, anna] = [await world().signedIn('paul'), await world().signedIn('anna')];
      const title = 'Working together at the border';
      const draft = await readyPractice(paul, title);
      await submit(paul, draft);
      await anna.visit(draft.replace('/publish', '/approvals'));
      await anna.write('comment', 'Say in the first sentence who does this.');
      await anna.press('Send back');
      await paul.visit(draft);
      await paul.sees('sent back');
      await paul.sees('Say in the first sentence who does this.');
      await paul.visit(`${draft}/describe`);
      await describeDraft(paul, `${title}, together`);
      await submit(paul, draft);
      await anna.visit(draft.replace('/publish', '/approvals'));
      await anna.press('Approve, sign and send');
      assert.equal(await anna.heading(), 'Signed and sent', await anna.text());
      await paul.leave();
      await anna.leave();
    });

    it('nobody approves a draft of their own, however they ask', async () => {
      const robin = await world().signedIn('robin');
      const draft = await readyPractice(robin, 'A practice of one person');
      await submit(robin, draft);
      const approval = draft.replace('/publish', '/approvals');
      await robin.visit(approval);
      await robin.sees('somebody else has to approve it');
      assert.equal(await robin.page.$('form[action$="/approve"]'), null);
      // The form of another draft, with this one's address.
      const status = await robin.onwards(() => robin.page.evaluate((action) => {
        const from = document.querySelector('input[name="csrf"]');
        const form = Object.assign(document.createElement('form'), { method: 'post', action });
        for (const [name, value] of [['csrf', from.value], ['version', '1'], ['digest', '']]) {
          form.append(Object.assign(document.createElement('input'), { name, value }));
        }
        document.body.append(form);
        form.submit();
      }, `${approval}/approve`));
      assert(status >= 400 && status < 500, `the node answered ${status}: ${await robin.text()}`);
      await robin.visit(draft);
      await robin.sees('waits for approval');
      await robin.leave();
    });

    it('two people who write in one draft do not overwrite each other', async () => {
      const [paul, petra] = [await world().signedIn('paul'), await world().signedIn('petra')];
      const draft = await readyPractice(paul, 'Written by two');
      await paul.visit(`${draft}/describe`);
      await petra.visit(`${draft}/describe`);
      await petra.write('title.en', 'Written by Petra');
      await petra.send('button[name="action"][value="save"]:not([tabindex="-1"])');
      await paul.write('title.en', 'Written by Paul');
      await paul.send('button[name="action"][value="save"]:not([tabindex="-1"])');
      await paul.sees('Written by Petra');
      await paul.sees('Written by Paul');
      await inspect(world(), paul, 'publish-conflict');
      assert(await paul.page.$('input[name^="pick."]'), 'there is a choice between the two');
      await petra.visit(`${draft}/describe`);
      assert.equal(await petra.page.$eval('[name="title.en"]', (field) => field.value), 'Written by Petra');
      await paul.press('Save what is chosen');
      await petra.visit(`${draft}/describe`);
      assert.equal(await petra.page.$eval('[name="title.en"]', (field) => field.value), 'Written by Paul');
      await paul.leave();
      await petra.leave();
    });

    it('drafts are still there when the node comes back', async () => {
      const paul = await world().signedIn('paul');
      const draft = await readyPractice(paul, 'Older than the node');
      await world().node.restart();
      await world().signIn(paul, 'paul');
      await paul.visit(draft);
      await paul.sees('Older than the node');
      await paul.leave();
    });

    it('personal data in a text keeps a draft from being submitted', async () => {
      const paul = await world().signedIn('paul');
      await paul.visit('/publish');
      await paul.press('New best practice');
      await describeDraft(paul, 'A practice with a number', { text: `${TEXT}

Write to j.jansen@example.org, citizen service number 111222333.` });
      await paul.sees(/personal dat/);
      await inspect(world(), paul, 'publish-check-found');
      await paul.leave();
    });

    it('a best practice is published', async () => {
      const [petra, anna] = [await world().signedIn('petra'), await world().signedIn('anna')];
      const draft = await readyPractice(petra, 'Interpreters within the hour');
      await submit(petra, draft);
      await anna.visit(draft.replace('/publish', '/approvals'));
      await anna.press('Approve, sign and send');
      await anna.follow('To the record');
      await anna.sees('Interpreters within the hour');
      await petra.leave();
      await anna.leave();
    });
  });
};
