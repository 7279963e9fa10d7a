import { expect, it, vi } from 'vitest';
import { OpenedOnce } from './opened-once.ts';

it('opens once for all who ask while it opens and afterwards', async () => {
  const opened = new OpenedOnce<string>();
  const open = vi.fn(async () => undefined);
  await Promise.all([opened.ready('wasm', open), opened.ready('wasm', open)]);
  await opened.ready('wasm', open);
  expect(open).toHaveBeenCalledTimes(1);
});

it('opens anew for another key, and when it is told to forget', async () => {
  const opened = new OpenedOnce<string>();
  const open = vi.fn(async () => undefined);
  await opened.ready('wasm', open);
  await opened.ready('webgpu', open);
  opened.forget();
  await opened.ready('webgpu', open);
  expect(open).toHaveBeenCalledTimes(3);
});

it('tells everyone who waits of a failure, and tries again for the next', async () => {
  const opened = new OpenedOnce<string>();
  const open = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('no memory'));
  const both = [opened.ready('wasm', open), opened.ready('wasm', open)];
  await expect(Promise.allSettled(both)).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
  await opened.ready('wasm', open);
  expect(open).toHaveBeenCalledTimes(2);
});
