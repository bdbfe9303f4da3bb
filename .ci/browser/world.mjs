// The administration that the walks are about: its node, its people, what was published before.
import { join } from 'node:path';
import { CLIENT, Identity } from './provider.mjs';
import { Node, freePort } from './node.mjs';
import { Person, startBrowser } from './people.mjs';

/** Everybody's password; the provider asks for none. */
export const PASSWORD = 'a lamp between two old bridges';

/** Accounts and their roles. Robin has two hats, and must not put on both for one draft. */
const ACCOUNTS = {
  rita: ['reader'],
  paul: ['publisher'],
  petra: ['publisher'],
  anna: ['approver'],
  robin: ['publisher', 'approver'],
  ada: ['administrator'],
};

/** Drafts of the demonstration that are published before anybody opens a browser: two reports with tables, a practice. */
const SEEDS = ['asiel-en-tijdelijke-bescherming.md', 'slachtoffers-mensenhandel.md', 'herkennen-van-slachtoffers.md'];

export class World {
  /** `program` is the emn program, `drafts` the folder with the demonstration's drafts. */
  static async make(program, drafts, artefacts) {
    const world = new World();
    const port = await freePort();
    const [node, browser, identity] = await Promise.all([
      Node.make(program),
      startBrowser(),
      Identity.start(`http://127.0.0.1:${port}/sign-in/oidc/callback`),
    ]);
    Object.assign(world, { node, browser, identity, artefacts });
    node.port = port;
    const secret = await node.file('client.secret', CLIENT.client_secret);
    for (const [name, roles] of Object.entries(ACCOUNTS)) await node.account(name, PASSWORD, ...roles);
    await node.start({
      'oidc.issuer': identity.issuer,
      'oidc.client_id': CLIENT.client_id,
      'oidc.client_secret_file': secret,
      'oidc.scopes': 'profile,email,groups',
      'oidc.roles_claim': 'groups',
      'oidc.role_map': 'emn-publishers=publisher,emn-approvers=approver',
      'oidc.name': 'Example Administration',
    });
    world.records = [];
    for (const name of SEEDS) {
      const said = await node.emn('--json', 'publish', '--alone', 'before the walks begin', join(drafts, name));
      world.records.push(said.match(/bafkrei[a-z2-7]+/)[0]);
    }
    return world;
  }

  get origin() {
    return this.node.origin;
  }

  /** Somebody who is not signed in. */
  visitor(options) {
    return Person.at(this.browser, this.origin, options);
  }

  /** Somebody who has signed in. */
  async signedIn(name, options) {
    const person = await this.visitor(options);
    await this.signIn(person, name);
    return person;
  }

  async signIn(person, name, password = PASSWORD) {
    await person.visit('/sign-in');
    await person.write('name', name);
    await person.write('password', password);
    await person.press('Sign in');
  }

  async end() {
    await this.browser?.close();
    await this.identity?.stop();
    await this.node?.remove();
  }
}
