// The OpenID Connect provider that the tests sign in at: oidc-provider, what ProConnect itself is built on, as strict as it.
// usage: node provider.mjs PORT DASHBOARD…   (all on loopback; the addresses of the dashboards under test)
// `POST /fault {"name": …}` makes the next answers wrong in one way, `POST /accounts` adds accounts; each test names its own.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

const [port, ...dashboards] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}/api/v2`;
const own = await generateKeyPair('RS256', { extractable: true });
const foreign = await generateKeyPair('RS256', { extractable: true });
const kid = 'test';
const accounts = new Map();
let fault = null;
const seen = [];

const SCOPES = ['openid', 'given_name', 'usual_name', 'email', 'siret', 'uid', 'organization_label', 'profile'];
const AUTHORIZE = new Set([
  'response_type', 'client_id', 'redirect_uri', 'scope', 'claims', 'state', 'nonce', 'prompt', 'idp_hint', 'login_hint',
  'code_challenge', 'code_challenge_method',
]);

const homes = dashboards.flatMap((one) => [one, one.replace('http:', 'https:')]);
const client = (client_id, more) => ({
  client_id,
  client_secret: 'a-secret-that-no-log-may-show',
  redirect_uris: homes.map((one) => `${one}/oauth2callback`),
  post_logout_redirect_uris: homes.map((one) => `${one}/deconnexion`),
  token_endpoint_auth_method: 'client_secret_post',
  ...more,
});

const provider = new Provider(issuer, {
  // The first as ProConnect has them; the other as Keycloak does: usual scopes, the identity in plain JSON.
  clients: [client('flash360', { userinfo_signed_response_alg: 'RS256' }), client('standard', {})],
  clientAuthMethods: ['client_secret_post'],
  responseTypes: ['code'],
  scopes: SCOPES,
  claims: {
    openid: ['sub'], given_name: ['given_name'], usual_name: ['usual_name'], email: ['email', 'email_verified'],
    siret: ['siret'], uid: ['uid'], profile: ['given_name', 'family_name', 'name'], organization_label: ['organization_label'], acr: null, amr: null,
  },
  acrValues: ['eidas1', 'eidas2'],
  conformIdTokenClaims: true, // `sub` and little else; the identity is in the userinfo
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: true },
    jwtUserinfo: { enabled: true },
    claimsParameter: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => { ctx.body = `<!doctype html><html><body onload="document.forms[0].append(Object.assign(document.createElement('input'),{type:'hidden',name:'logout',value:'yes'}));document.forms[0].submit()">${form}</body></html>`; },
    },
  },
  pkce: { required: () => false },
  jwks: { keys: [{ ...(await exportJWK(own.privateKey)), kid, use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['only for the tests'] },
  ttl: { AccessToken: 60, AuthorizationCode: 30, IdToken: 60, Interaction: 600, Session: 43200, Grant: 43200 },
  findAccount: (ctx, sub) => {
    const account = [...accounts.values()].find((one) => one.sub === sub);
    return account && { accountId: sub, claims: () => account };
  },
  interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(SCOPES.join(' '));
    grant.addOIDCClaims(['acr']);
    await grant.save();
    return grant;
  },
});

const now = () => Math.floor(Date.now() / 1000);
const sign = (claims, key = own) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' }).sign(key.privateKey);
const FAULTS = {
  forged: (claims) => sign(claims, foreign),
  expired: (claims) => sign({ ...claims, iat: now() - 7200, exp: now() - 3600 }),
  audience: (claims) => sign({ ...claims, aud: 'another-service' }),
  issuer: (claims) => sign({ ...claims, iss: 'http://127.0.0.1:1/api/v2' }),
  unsigned: (claims) => new UnsecuredJWT(claims).encode(),
  nonce: (claims) => sign({ ...claims, nonce: 'somebody-elses-nonce-somebody-elses-nonce' }),
  subject: (claims) => sign({ ...claims, sub: 'somebody-else' }),
  weak: (claims) => sign({ ...claims, acr: 'eidas1' }),
  no_expiry: ({ exp, ...claims }) => sign(claims),
};

/** The answer of the token or of the userinfo address, made wrong in the way that a test asked for: « id_token:expired ». */
async function spoilt(path, body) {
  const [where, how] = (fault ?? '').split(':');
  if (path === '/token' && where === 'id_token' && body?.id_token) {
    // The hash of the access token stays right, so that only what the test names is wrong.
    return { ...body, id_token: await FAULTS[how](decodeJwt(body.id_token)) };
  }
  if (path === '/me' && where === 'userinfo') {
    const claims = decodeJwt(body);
    return how === 'json' ? JSON.stringify(claims) : FAULTS[how](claims);
  }
  return body;
}

provider.use(async (ctx, next) => {
  const query = ctx.URL.searchParams;
  if (ctx.path === '/auth') {
    const extra = [...query.keys()].filter((name) => !AUTHORIZE.has(name));
    const short = ['state', 'nonce'].filter((name) => (query.get(name) ?? '').length < 32);
    if (extra.length || short.length) { ctx.status = 400; ctx.body = `Y000400 ${extra} ${short}`; return; }
    seen.push({ path: ctx.path, ...Object.fromEntries(query) });
  }
  if (ctx.path === '/session/end' && !['id_token_hint', 'state', 'post_logout_redirect_uri'].every((name) => query.get(name))) {
    ctx.status = 400; ctx.body = 'Y000400'; return;
  }
  if (ctx.path === '/token') seen.push({ path: ctx.path, basic: ctx.get('authorization') !== '' });
  await next();
  if (ctx.path === '/session/end/success' || ctx.path === '/session/end/confirm') seen.push({ path: ctx.path });
  if (fault && ctx.status === 200) ctx.body = await spoilt(ctx.path, ctx.body);
  if (fault === 'userinfo:json' && ctx.path === '/me') ctx.type = 'application/json';
});

const answer = provider.callback();
const text = async (request) => { let all = ''; for await (const part of request) all += part; return all; };

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, issuer);
  const say = (status, kind, body) => response.writeHead(status, { 'content-type': kind }).end(body);
  try {
    if (pathname === '/seen') return say(200, 'application/json', JSON.stringify(seen));
    if (pathname === '/fault') { fault = JSON.parse(await text(request)).name; return say(204, 'text/plain', ''); }
    if (pathname === '/accounts') {
      for (const one of JSON.parse(await text(request))) accounts.set(one.login, { sub: createHash('sha256').update(one.login).digest('hex'), ...one });
      return say(204, 'text/plain', '');
    }
    if (pathname.startsWith('/interaction/')) {
      const { prompt } = await provider.interactionDetails(request, response);
      if (request.method === 'POST') {
        const login = new URLSearchParams(await text(request)).get('login');
        const account = accounts.get(login);
        const result = account ? { login: { accountId: account.sub, acr: account.acr ?? 'eidas1', amr: ['pwd'] } } : { error: 'access_denied' };
        return await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
      }
      return say(200, 'text/html; charset=utf-8', `<!doctype html><html lang="fr"><title>Fournisseur de test</title><h1>Fournisseur de test</h1><p>${prompt.name}</p><form method="post"><label>Compte <input name="login" autofocus></label><button>Continuer</button></form></html>`);
    }
    if (pathname.startsWith('/api/v2/')) { request.originalUrl = request.url; request.url = request.url.slice('/api/v2'.length); return answer(request, response); }
    return say(404, 'text/plain', '');
  } catch (error) {
    return say(500, 'text/plain', String(error));
  }
}).listen(Number(port), '127.0.0.1');
