import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Directory, memoryDirectory } from '../foundations/directory.ts';
import { nodeDirectory } from './node-directory.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'glassbox-directory-'));
});
afterEach(() => rm(root, { recursive: true }));

const makers: Record<string, () => Directory> = {
  memoryDirectory,
  nodeDirectory: () => nodeDirectory(join(root, 'a', 'b')),
};

describe.each(Object.entries(makers))('%s', (_, make) => {
  it('writes, replaces, lists in order and removes files; a missing one is no error', async () => {
    const directory = make();
    expect([await directory.list(), await directory.read('x')]).toEqual([[], undefined]);
    await directory.write('x', Uint8Array.from([1, 2, 3]));
    await directory.write('a', Uint8Array.from([]));
    await directory.write('x', Uint8Array.from([4]));
    expect(await directory.list()).toEqual(['a', 'x']);
    expect([...((await directory.read('x')) ?? [])]).toEqual([4]);
    await directory.remove('x');
    await directory.remove('never there');
    expect(await directory.list()).toEqual(['a']);
  });

  it('opens a file and reads pieces of it, fewer bytes at its end, and none where there is no file', async () => {
    const directory = make();
    await directory.write('x', Uint8Array.from([1, 2, 3, 4, 5]));
    const file = (await directory.open?.('x')) ?? expect.fail('not opened');
    expect(file.sizeBytes).toBe(5);
    const target = new Uint8Array(3);
    expect([await file.readInto(target, 1), ...target]).toEqual([3, 2, 3, 4]);
    expect([await file.readInto(target, 3), ...target]).toEqual([2, 4, 5, 4]);
    expect(await file.readInto(target, 9)).toBe(0);
    await file.close();
    await file.close();
    expect(await directory.open?.('never there')).toBeUndefined();
  });

  it('keeps its own copy of what was written', async () => {
    const directory = make();
    const bytes = Uint8Array.from([1]);
    await directory.write('x', bytes);
    bytes[0] = 2;
    expect((await directory.read('x'))?.[0]).toBe(1);
  });
});

describe('nodeDirectory', () => {
  it('leaves no temporary file behind when a write fails, and the old file as it was', async () => {
    await mkdir(join(root, 'taken'));
    await expect(nodeDirectory(root).write('taken', Uint8Array.from([1]))).rejects.toThrow();
    expect(await readdir(root)).toEqual(['taken']);
  });

  it('does not list what a killed process left half written', async () => {
    await writeFile(join(root, '.model.safetensors.123-0.tmp'), 'half');
    expect(await nodeDirectory(root).list()).toEqual([]);
  });

  it('says at once that a folder can’t be made', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(nodeDirectory(join(root, 'file', 'x')).write('y', new Uint8Array(1))).rejects.toThrow(/ENOTDIR/);
    if (process.platform === 'linux') {
      await expect(nodeDirectory('/proc/glassbox').write('y', new Uint8Array(1))).rejects.toThrow(/ENOENT/);
    }
  });
});
