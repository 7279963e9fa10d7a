/**
 * SHA256SUMS of a folder and its Ed25519 signature. Both are in forms that others' tools read: `sha256sum --check SHA256SUMS`, and
 * `openssl pkeyutl -verify -pubin -inkey KEY.pub -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig`.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SUMS = 'SHA256SUMS';
const SIGNATURE = 'SHA256SUMS.sig';

/** Returns the hash of every file, by name. */
export function hashFiles(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter((name) => name !== SUMS && name !== SIGNATURE);
  return new Map(names.sort().map((name) => [name, sha256(readFileSync(join(folder, name)))]));
}

export function writeSums(folder: string): void {
  const lines = [...hashFiles(folder)].map(([name, hash]) => `${hash}  ${name}\n`);
  writeFileSync(join(folder, SUMS), lines.join(''));
}

/** Signs SHA256SUMS. Throws when the key is no private Ed25519 key in PEM; the message shows nothing of it. */
export function signSums(folder: string, privateKeyPem: string): void {
  writeFileSync(join(folder, SIGNATURE), sign(null, readFileSync(join(folder, SUMS)), readPrivateKey(privateKeyPem)));
}

/** Returns what is wrong with the folder, one sentence each; nothing when it is what the holder of the key signed. */
export function findProblems(folder: string, publicKeyPem: string): string[] {
  for (const name of [SUMS, SIGNATURE]) if (!existsSync(join(folder, name))) return [`${name} is missing`];
  const sums = readFileSync(join(folder, SUMS));
  const key = createPublicKey(publicKeyPem);
  if (key.asymmetricKeyType !== 'ed25519') return [`the key is of type ${key.asymmetricKeyType}; ed25519 was needed`];
  if (!verify(null, sums, key, readFileSync(join(folder, SIGNATURE)))) return [`${SUMS} was not signed with this key`];
  const listed = new Map(
    sums
      .toString()
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
  const found = hashFiles(folder);
  return [...new Set([...listed.keys(), ...found.keys()])].flatMap((name) => {
    if (found.get(name) === listed.get(name)) return [];
    if (!found.has(name)) return [`${name} is missing`];
    return [listed.has(name) ? `${name} was changed` : `${name} is not listed`];
  });
}

function readPrivateKey(pem: string) {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // what it holds is not shown
  }
  throw new Error(
    'RELEASE_SIGNING_KEY: this is no private Ed25519 key; one in PEM was needed; make it with "openssl genpkey -algorithm ed25519".',
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
