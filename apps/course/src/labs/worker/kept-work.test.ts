import { type Directory, memoryDirectory } from '@glassbox/core';
import { expect, it } from 'vitest';
import type { Keep } from './keep.ts';
import { findWork, keepWork } from './kept-work.ts';

/** A slot that stays, and how often it was let go. */
function slot(keeping: Keep['keeping'] = 'kept', directory: Directory = memoryDirectory()) {
  const state = { released: 0, directory };
  const release = () => {
    state.released += 1;
  };
  const open = async () => ({ directory, keeping, release });
  return { state, open };
}

const text = async (directory: Directory, name: string) => new TextDecoder().decode(await directory.read(name));
const files = (content: string) => (directory: Directory) =>
  directory.write('model', new TextEncoder().encode(content));
const read = async (note: unknown, directory: Directory) => ({ note, model: await text(directory, 'model') });

it('is found as it was kept, the last one only, and the slot is let go each time', async () => {
  const { state, open } = slot();
  expect(await findWork('lab', read, open)).toBeUndefined();
  await state.directory.write('left-over', new Uint8Array(1));
  expect(await keepWork('lab', { seed: 1 }, files('first'), open)).toBe(true);
  expect(await keepWork('lab', { seed: 2 }, files('second'), open)).toBe(true);
  expect(await findWork('lab', read, open)).toEqual({ note: { seed: 2 }, model: 'second' });
  expect(await state.directory.list()).toEqual(['kept.json', 'model']);
  expect(state.released).toBe(4);
});

it('counts for nothing when writing it was interrupted, and tells so', async () => {
  const { state, open } = slot();
  await keepWork('lab', { seed: 1 }, files('first'), open);
  const full = async (directory: Directory) => {
    await files('half')(directory);
    throw new DOMException('no room', 'QuotaExceededError');
  };
  expect(await keepWork('lab', { seed: 2 }, full, open)).toBe(false);
  expect(await findWork('lab', read, open)).toBeUndefined();
  expect(state.released).toBe(3);
});

it('is not kept while another tab holds the slot or where there is no storage', async () => {
  for (const keeping of ['other-tab', 'no-storage'] as const) {
    const { state, open } = slot(keeping);
    expect(await keepWork('lab', {}, files('mine'), open)).toBe(false);
    expect([await state.directory.list(), state.released]).toEqual([[], 1]);
  }
});

it('is nothing when it fits no more or cannot be read', async () => {
  const { state, open } = slot();
  await keepWork('lab', { seed: 1 }, files('first'), open);
  expect(await findWork('lab', async () => undefined, open)).toBeUndefined();
  await state.directory.write('kept.json', new TextEncoder().encode('{'));
  expect(await findWork('lab', read, open)).toBeUndefined();
  expect(state.released).toBe(3);
});
