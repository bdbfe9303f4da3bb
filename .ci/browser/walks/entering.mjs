// Getting in and out: passwords, links, sessions that end, the administration's own sign-in.
import { strict as assert } from 'node:assert';
import { describe, it } from 'node:test';
import { PASSWORD } from '../world.mjs';

export default (world) => {
  describe('getting in and out', () => {
    for (const script of [true, false]) {
      const how = script ? '' : ' without JavaScript';

      it(`somebody who wants a page signs in, gets there, and signs out${how}`, async () => {
        const rita = await world().visitor({ script });
        await rita.visit('/settings/tokens');
        assert.match(rita.path, /^\/sign-in\?back=/);
        await rita.write('name', 'rita');
        await rita.write('password', PASSWORD);
        await rita.press('Sign in');
        assert.equal(rita.path, '/settings/tokens');
        await rita.press('Sign out');
        assert.match(rita.path, /^\/sign-in/);
        await rita.sees('You have signed out');
        await rita.visit('/settings/tokens');
        assert.match(rita.path, /^\/sign-in/);
        await rita.leave();
      });

      it(`a wrong password is refused, and it is not said what was wrong${how}`, async () => {
        const somebody = await world().visitor({ script });
        const said = [];
        for (const name of ['rita', 'nobody.at.all']) {
          await world().signIn(somebody, name, 'not the password of anybody');
          assert.match(somebody.path, /^\/sign-in/);
          said.push(await somebody.page.$eval('[role="alert"]', (alert) => alert.innerText));
          assert.equal(await somebody.page.$eval('[name="password"]', (field) => field.value), '');
        }
        assert.equal(said[0], said[1]);
        await somebody.leave();
      });
    }

    it('a session that has ended leads to the sign-in, and from there back', async () => {
      const rita = await world().signedIn('rita');
      // What the administrator does ends the session at the node; the browser still has its cookie.
      await world().node.emn('user', 'roles', 'rita', '--role', 'reader', '--role', 'publisher');
      await world().node.emn('user', 'roles', 'rita', '--role', 'reader');
      await rita.visit('/network');
      assert.match(rita.path, /^\/sign-in\?back=\/network/);
      await rita.sees('session has ended');
      await rita.write('name', 'rita');
      await rita.write('password', PASSWORD);
      await rita.press('Sign in');
      assert.equal(rita.path, '/network');
      await rita.leave();
    });

    it('the cookie of a session is out of reach for scripts and other sites', async () => {
      const rita = await world().signedIn('rita');
      const session = (await rita.cookies()).find((cookie) => cookie.name.includes('emn-session'));
      assert(session, 'there is a cookie of the session');
      const { httpOnly, sameSite, path } = session;
      assert.deepEqual({ httpOnly, sameSite, path }, { httpOnly: true, sameSite: 'Lax', path: '/' });
      assert.equal(await rita.page.evaluate(() => document.cookie), '');
      await rita.leave();
    });

    it('a link of emn open signs in once', async () => {
      const link = (await world().node.emn('open', '--print')).match(/http:\/\/\S+/)[0];
      const owner = await world().visitor();
      assert.equal(await owner.visit(link), 200);
      await owner.find('button', 'Sign out');
      const second = await world().visitor();
      await second.visit(link);
      await second.sees('has been used or is too old');
      await owner.leave();
      await second.leave();
    });

    it('a form from another site changes nothing', async () => {
      const rita = await world().signedIn('rita');
      const outcome = await rita.page.evaluate(async () => {
        const body = new URLSearchParams({ csrf: 'made up' });
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', action: '/sign-out' });
        for (const [name, value] of body) form.append(Object.assign(document.createElement('input'), { name, value }));
        document.body.append(form);
        form.submit();
      }).then(() => rita.page.waitForNavigation({ waitUntil: 'load' }));
      assert.equal(outcome.status(), 403);
      await rita.visit('/settings');
      assert.equal(rita.path, '/settings');
      await rita.leave();
    });
  });

  describe('signing in with the administration', () => {
    const leave = async (person) => {
      // This is the one other place that a page leads to.
      person.watch.allowed.add(world().identity.issuer);
      await person.visit('/sign-in?back=/publish');
      await person.follow('Sign in with Example Administration');
    };

    it('somebody of a group with a role gets an account with it, and goes where they wanted', async () => {
      const pat = await world().visitor();
      await leave(pat);
      assert(pat.page.url().startsWith(world().identity.issuer), pat.page.url());
      await world().identity.signIn(pat, 'pat');
      assert.equal(pat.path, '/publish');
      await pat.sees('Pat Jansen');
      const accounts = await world().node.emn('user', 'list');
      assert.match(accounts, /pat .*publisher/);
      await pat.press('Sign out');
      await pat.leave();
    });

    it('somebody of no such group is not let in', async () => {
      const stranger = await world().visitor();
      await leave(stranger);
      await world().identity.signIn(stranger, 'stranger');
      assert.match(stranger.path, /^\/sign-in\/oidc\/callback/);
      await stranger.sees('you have no account on this node');
      assert.doesNotMatch(await world().node.emn('user', 'list'), /stranger/);
      await stranger.leave();
    });

    it('somebody who says no at the provider is back at the sign-in', async () => {
      const pat = await world().visitor();
      await leave(pat);
      await world().identity.refuse(pat);
      await pat.sees('did not let you in');
      await pat.leave();
    });

    it('an answer works once, and only in the browser that began', async () => {
      const pat = await world().visitor();
      const answers = [];
      pat.page.on('request', (request) => {
        if (request.url().includes('/callback')) answers.push(request.url());
      });
      await leave(pat);
      await world().identity.signIn(pat, 'pat');
      assert.equal(answers.length, 1);
      for (const person of [pat, await world().visitor()]) {
        assert.equal(await person.visit(answers[0]), 422);
        await person.sees('did not let you in');
      }
      await pat.leave();
    });

    it('sign-ins and refusals stand in the audit log', async () => {
      const log = JSON.parse(await world().node.emn('--json', 'audit'));
      const lines = JSON.stringify(log);
      for (const part of ['sign-in', 'sign-in-refused', 'provider', 'none of the person']) {
        assert(lines.includes(part), `the audit log lacks ${part}`);
      }
      assert(!lines.includes('access_denied'), 'what anybody can bring about stands in the audit log');
      assert(!lines.includes('not the password of anybody'), 'the audit log holds a password');
    });
  });
};
