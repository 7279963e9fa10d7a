/** How a release is signed and verified; `pnpm release` is the whole of it. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findProblems, signSums, writeSums } from '../../scripts/release/sums.ts';

const folder = mkdtempSync(join(tmpdir(), 'glassbox-sums-'));
afterAll(() => rmSync(folder, { recursive: true }));
const newKey = () =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

test('a signed folder verifies here and with sha256sum; a changed, added or missing file and another key do not', () => {
  const { publicKey, privateKey } = newKey();
  writeFileSync(join(folder, 'a.tgz'), 'one');
  writeFileSync(join(folder, 'b.tgz'), 'two');
  writeSums(folder);
  expect(findProblems(folder, publicKey)).toEqual(['SHA256SUMS.sig is missing']);
  signSums(folder, privateKey);
  expect(findProblems(folder, publicKey)).toEqual([]);
  expect(execFileSync('sha256sum', ['--check', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })).toBe(
    'a.tgz: OK\nb.tgz: OK\n',
  );
  expect(findProblems(folder, newKey().publicKey)).toEqual(['SHA256SUMS was not signed with this key']);
  writeFileSync(join(folder, 'b.tgz'), 'too');
  writeFileSync(join(folder, 'c.tgz'), 'three');
  rmSync(join(folder, 'a.tgz'));
  expect(findProblems(folder, publicKey)).toEqual(['a.tgz is missing', 'b.tgz was changed', 'c.tgz is not listed']);
  expect(() => signSums(folder, 'hunter2')).toThrow(/^RELEASE_SIGNING_KEY: (?!.*hunter2)/);
});
