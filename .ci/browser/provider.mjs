// The administration's own sign-in: a real OpenID Connect provider, on this machine, with people whom it knows.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

/** Where its one page stands. */
const PAGE = '/person/';

export const CLIENT = { client_id: 'emn-nl', client_secret: 'a secret of more than thirty characters' };

/** Whom the provider knows, and in which groups they are. */
const PEOPLE = {
  pat: { name: 'Pat Jansen', groups: ['emn-publishers'] },
  quinn: { name: 'Quinn de Vries', groups: ['emn-approvers', 'everybody'] },
  stranger: { name: 'Stranger', groups: ['everybody'] },
};

export class Identity {
  /** Starts it; `callback` is where it may send people back to. */
  static async start(callback) {
    const server = createServer();
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    const issuer = `http://127.0.0.1:${server.address().port}`;
    // It warns that memory alone is nothing for an administration, and that it prefers a newer Node.
    const warn = console.warn;
    console.warn = () => {};
    const provider = new Provider(issuer, {
      clients: [{ ...CLIENT, redirect_uris: [callback] }],
      claims: {
        openid: ['sub'],
        profile: ['name', 'preferred_username'],
        email: ['email', 'email_verified'],
        groups: ['groups'],
      },
      scopes: ['openid', 'profile', 'email', 'groups'],
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({
          sub: `subject-of-${id}`, preferred_username: id, email: `${id}@example.eu`, email_verified: true, ...PEOPLE[id],
        }),
      }),
      cookies: { keys: ['for this run only'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, interaction) => `${PAGE}${interaction.uid}` },
      // People of an administration are not asked whether its own node may know who they are.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope('openid profile email groups');
        await grant.save();
        return grant;
      },
      ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    });
    console.warn = warn;
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (!request.url.startsWith(PAGE)) return answer(request, response);
      return ask(provider, request, response).catch((error) => response.writeHead(500).end(error.message));
    });
    return Object.assign(new Identity(), { server, issuer });
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** What a person does at the provider's page: says who they are. Ends back at the node. */
  async signIn({ page }, login) {
    await page.waitForSelector('[name="login"]');
    await page.type('[name="login"]', login);
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click('button[value="in"]')]);
  }

  /** What a person does who thinks better of it. */
  async refuse({ page }) {
    await page.waitForSelector('button[value="no"]');
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), page.click('button[value="no"]')]);
  }
}

/** The provider's page: shows a form, and takes it. */
async function ask(provider, request, response) {
  if (request.method === 'GET') {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="en"><title>Provider</title><form method="post"><label>Login
      <input name="login"></label><button name="answer" value="in">Sign in</button>
      <button name="answer" value="no">No</button></form></html>`);
    return;
  }
  let body = '';
  for await (const chunk of request) body += chunk;
  const form = new URLSearchParams(body);
  const result = form.get('answer') === 'in'
    ? { login: { accountId: form.get('login') } }
    : { error: 'access_denied', error_description: 'the person said no' };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
