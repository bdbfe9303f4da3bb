// What people do with the pages of a node, in a real browser.
//
//   node suite.mjs
//
// EMN: the program (target/debug/emn). DRAFTS: the folder with drafts to publish first. ARTEFACTS: where pictures go.
import { mkdir } from 'node:fs/promises';
import { after, before } from 'node:test';
import { World } from './world.mjs';
import entering from './walks/entering.mjs';
import everywhere from './walks/everywhere.mjs';
import publishing from './walks/publishing.mjs';
import reading from './walks/reading.mjs';
import settling from './walks/settling.mjs';

let made;
const world = () => made;

before(async () => {
  const { EMN, DRAFTS, ARTEFACTS } = process.env;
  await mkdir(ARTEFACTS, { recursive: true });
  made = await World.make(EMN, DRAFTS, ARTEFACTS);
}, { timeout: 120_000 });

after(async () => {
  await made?.end();
});

for (const walk of [entering, reading, publishing, settling, everywhere]) walk(world);
