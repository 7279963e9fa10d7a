/** A provider of identities in a few lines: discovery, authorisation code with PKCE and nonce, signed ID tokens. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

interface Person {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
}

export interface TestProvider {
  issuer: string;
  /** Who comes next. */
  person: Person;
  /** What the ID token claims instead, for tokens that must be refused. */
  forge: Record<string, unknown>;
  close(): Promise<void>;
}

export const CLIENT = { clientId: 'glassbox', clientSecret: 'a secret between two servers' };

interface Grant {
  person: Person;
  nonce: string | null;
  challenge: string | null;
  redirectUri: string;
}

export async function startProvider(): Promise<TestProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' };
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => {
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const url = new URL(request.url ?? '/', provider.issuer);
    if (url.pathname === '/.well-known/openid-configuration') return send(200, discovery(provider.issuer));
    if (url.pathname === '/keys') return send(200, { keys: [jwk] });
    if (url.pathname === '/authorize') {
      const code = randomUUID();
      const { searchParams } = url;
      const redirectUri = searchParams.get('redirect_uri') ?? '';
      grants.set(code, {
        person: provider.person,
        nonce: searchParams.get('nonce'),
        challenge: searchParams.get('code_challenge'),
        redirectUri,
      });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      back.searchParams.set('iss', provider.issuer);
      return response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname !== '/token') return send(404, {});
    return void readForm(request).then(async (form) => {
      const grant = grants.get(form.get('code') ?? '');
      grants.delete(form.get('code') ?? '');
      const verifier = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const isSound = grant?.challenge === verifier && grant.redirectUri === form.get('redirect_uri');
      if (!isSound || !isClient(request, form)) return send(400, { error: 'invalid_grant' });
      const idToken = await new SignJWT({ ...grant.person, nonce: grant.nonce, ...provider.forge })
        .setProtectedHeader({ alg: 'RS256', kid: 'test' })
        .setIssuer(provider.issuer)
        .setAudience(String(provider.forge.aud ?? CLIENT.clientId))
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey);
      return send(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const provider: TestProvider = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    person: { sub: 'nobody', email: 'nobody@example.org', email_verified: true, name: 'Nobody' },
    forge: {},
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ['code'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

function isClient(request: IncomingMessage, form: URLSearchParams): boolean {
  const basic = `Basic ${Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64')}`;
  return request.headers.authorization === basic || form.get('client_secret') === CLIENT.clientSecret;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return new URLSearchParams(Buffer.concat(parts).toString());
}
