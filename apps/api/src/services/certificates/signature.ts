/**
 * Signs and verifies credentials by the JSON Web Token proof of Open Badges 3.0 (section 8.2): the payload is the
 * credential itself with `iss`, `sub`, `jti` and `nbf` beside it, the header has `alg`, `kid` and `typ` and nothing else.
 * RS256 is the one algorithm that every Open Badges verifier must know.
 */
import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Credential } from './credential.ts';

const ALGORITHM = 'RS256';
const KEY_BITS = 3072;
/** The last moment a `Date` can hold: `jwtVerify` then leaves it to us to say when a credential begins to be valid. */
const END_OF_TIME = new Date(8.64e15);

export interface SigningKey {
  id: string;
  publicJwk: JWK;
  privateJwk: JWK;
}

/** What was checked, and whether it held. */
export interface TokenChecks {
  /** The signature fits the public key: nothing in the token was changed since. */
  signature: boolean;
  /** The claims of the token say the same as the credential in it. */
  claims: boolean;
  /** It is valid by now. */
  time: boolean;
}

/** Returns a new key pair. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { modulusLength: KEY_BITS, extractable: true });
  const id = randomUUID();
  const shared = { kid: id, alg: ALGORITHM, use: 'sig' };
  return {
    id,
    publicJwk: { ...(await exportJWK(publicKey)), ...shared },
    privateJwk: { ...(await exportJWK(privateKey)), ...shared },
  };
}

/** Returns the credential as a compact JWS. `keyAddress` is where its public key can be fetched. */
export async function signCredential(credential: Credential, key: SigningKey, keyAddress: string): Promise<string> {
  return new SignJWT({ ...credential })
    .setProtectedHeader({ alg: ALGORITHM, kid: keyAddress, typ: 'JWT' })
    .setIssuer(credential.issuer.id)
    .setSubject(credential.credentialSubject.id)
    .setJti(credential.id)
    .setNotBefore(new Date(credential.validFrom))
    .sign(await importJWK(key.privateJwk, ALGORITHM));
}

/** Returns the ID of the key a token names, or `undefined` when it names none. */
export function keyIdOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid?.split('/').at(-1);
  } catch {
    // Not a token at all.
    return undefined;
  }
}

/** Checks a token against a public key. `credential` is what the signature vouches for, absent when it doesn't. */
export async function verifyToken(
  token: string,
  publicJwk: JWK,
  now: Date,
): Promise<{ checks: TokenChecks; credential: Credential | undefined }> {
  const payload = await readPayload(token, publicJwk);
  if (payload === undefined) return { checks: { signature: false, claims: false, time: false }, credential: undefined };
  const { iss, sub, jti, nbf, ...rest } = payload;
  // Only `signCredential` signs with our keys, so what the signature vouches for has this form.
  const credential = rest as unknown as Credential;
  const validFromMs = Date.parse(credential.validFrom);
  const claims =
    iss === credential.issuer.id &&
    sub === credential.credentialSubject.id &&
    jti === credential.id &&
    nbf === validFromMs / 1000;
  return { checks: { signature: true, claims, time: validFromMs <= now.getTime() }, credential };
}

async function readPayload(token: string, publicJwk: JWK) {
  try {
    const key = await importJWK(publicJwk, ALGORITHM);
    const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], currentDate: END_OF_TIME });
    return payload;
  } catch {
    // Whatever is wrong with it, the signature doesn't hold.
    return undefined;
  }
}
