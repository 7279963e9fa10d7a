import { expect, it } from 'vitest';
import { opfsDirectory } from './opfs-directory.ts';

it('keeps files in the private file system under their path, for the next visit too', async () => {
  const directory = await opfsDirectory('tests/opfs');
  for (const name of await directory.list()) await directory.remove(name);
  await directory.write('x', Uint8Array.from([1, 2, 3]));
  await directory.write('x', Uint8Array.from([4]));
  await directory.write('a', new Uint8Array(0));
  const again = await opfsDirectory('tests/opfs');
  expect(await again.list()).toEqual(['a', 'x']);
  expect([...((await again.read('x')) ?? [])]).toEqual([4]);
  expect(await again.read('never there')).toBeUndefined();
  await again.remove('x');
  await again.remove('never there');
  expect(await again.list()).toEqual(['a']);
});

it('opens a file and reads pieces of it', async () => {
  const directory = await opfsDirectory('tests/opfs-open');
  await directory.write('x', Uint8Array.from([1, 2, 3, 4, 5]));
  const file = (await directory.open?.('x')) ?? expect.fail('not opened');
  const target = new Uint8Array(3);
  expect([file.sizeBytes, await file.readInto(target, 3), ...target]).toEqual([5, 2, 4, 5, 0]);
  await file.close();
  expect(await directory.open?.('never there')).toBeUndefined();
});
