import type { PublicQuestion } from '@glassbox/quiz';
import { expect, test } from 'vitest';
import { openDrafts } from './drafts.ts';

/** A tab's session storage. */
function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

const text = { kind: 'short-text', text: '注意力' } as const;
const of = (version: string) => ({
  lesson: 'start',
  question: { id: 'q', kind: 'short-text', version } as unknown as PublicQuestion,
});

test('a draft is there for its version until it is removed', () => {
  const drafts = openDrafts(memory());
  drafts.write(of('v1'), text);
  expect(drafts.read(of('v1'))).toEqual(text);
  expect(drafts.read(of('v2'))).toBeUndefined();
  drafts.remove(of('v1'));
  expect(drafts.read(of('v1'))).toBeUndefined();
});

test('what is damaged, or of another kind, is no draft', () => {
  const storage = memory();
  storage.setItem('glassbox-draft/start/q/v1', '{');
  storage.setItem('glassbox-draft/start/q/v2', '{"kind":"number","value":"1"}');
  const drafts = openDrafts(storage);
  expect(drafts.read(of('v1'))).toBeUndefined();
  expect(drafts.read(of('v2'))).toBeUndefined();
});

test('a full or absent storage fails nothing', () => {
  const full = {
    ...memory(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  expect(() => openDrafts(full).write(of('v1'), text)).not.toThrow();
  expect(openDrafts(undefined).read(of('v1'))).toBeUndefined();
});
