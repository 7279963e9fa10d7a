import { createVerify } from 'node:crypto';
import { importJWK } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { buildCredential, keyAddress } from './credential.ts';
import { keyIdOf, makeSigningKey, type SigningKey, signCredential, verifyToken } from './signature.ts';

const ISSUED = new Date('2026-11-23T12:00:00Z');
const LATER = new Date('2027-01-01T00:00:00Z');
const ORIGIN = 'https://learn.example.edu';
const credential = buildCredential(
  { origin: ORIGIN, name: 'Example' },
  {
    id: '11111111-2222-4333-8444-555555555555',
    name: '林小满',
    issuedAt: ISSUED,
    facts: { language: 'zh', lessons: 2, share: 0.7 },
  },
);

let key: SigningKey;
let token: string;
beforeAll(async () => {
  key = await makeSigningKey();
  token = await signCredential(credential, key, keyAddress(ORIGIN, key.id));
});

const part = (index: number) => JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());

/** The token with one property of its payload replaced and its signature kept. */
function altered(change: object): string {
  const [header, , signature] = token.split('.');
  const payload = Buffer.from(JSON.stringify({ ...part(1), ...change })).toString('base64url');
  return `${header}.${payload}.${signature}`;
}

test('the header names algorithm, key and type and nothing else', () => {
  expect(part(0)).toEqual({ alg: 'RS256', kid: `${ORIGIN}/api/certificates/keys/${key.id}`, typ: 'JWT' });
  expect(keyIdOf(token)).toBe(key.id);
});

test('the payload is the credential with the claims that Open Badges asks for beside it', () => {
  expect(part(1)).toEqual({
    ...credential,
    iss: credential.issuer.id,
    sub: credential.credentialSubject.id,
    jti: credential.id,
    nbf: ISSUED.getTime() / 1000,
  });
});

test('another implementation of RS256 verifies the signature with the public key alone', () => {
  const [header, payload, signature] = token.split('.');
  const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`);
  const publicKey = { key: { ...key.publicJwk }, format: 'jwk' as const };
  expect(verifier.verify(publicKey, Buffer.from(signature ?? '', 'base64url'))).toBe(true);
});

test('the public key holds no private part', async () => {
  expect(Object.keys(key.publicJwk).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  expect(await importJWK(key.publicJwk, 'RS256')).toMatchObject({ type: 'public' });
});

test('an untouched token passes every check and gives the credential back', async () => {
  const { checks, credential: read } = await verifyToken(token, key.publicJwk, LATER);
  expect(checks).toEqual({ signature: true, claims: true, time: true });
  expect(read).toEqual(credential);
});

test('a changed name, another key or nonsense fails the signature, and vouches for nothing', async () => {
  const nothing = { checks: { signature: false, claims: false, time: false }, credential: undefined };
  const subject = { ...credential.credentialSubject, identifier: [] };
  expect(await verifyToken(altered({ credentialSubject: subject }), key.publicJwk, LATER)).toEqual(nothing);
  expect(await verifyToken(token, (await makeSigningKey()).publicJwk, LATER)).toEqual(nothing);
  expect(await verifyToken('no.token', key.publicJwk, LATER)).toEqual(nothing);
  expect(keyIdOf('no.token')).toBeUndefined();
});

test('a token that claims another subject than its credential fails the claims', async () => {
  const odd = { ...credential, credentialSubject: { ...credential.credentialSubject } };
  const signed = await signCredential({ ...odd, validFrom: '2026-11-23T12:00:00.500Z' }, key, 'https://x/1');
  expect((await verifyToken(signed, key.publicJwk, LATER)).checks).toMatchObject({ signature: true, claims: false });
});

test('before the day it is valid from, the time fails and the signature holds', async () => {
  const before = new Date(ISSUED.getTime() - 1);
  expect((await verifyToken(token, key.publicJwk, before)).checks).toEqual({
    signature: true,
    claims: true,
    time: false,
  });
});
