import { describe, expect, it } from 'vitest';
import { type Directory, fileOfBytes, memoryDirectory } from '../foundations/directory.ts';
import { CheckpointError } from '../foundations/errors.ts';
import { openWeights, type StoredTensor } from './weight-files.ts';
import { type TensorToWrite, writeSafetensors } from './write-safetensors.ts';

const single = (name: string, ...values: number[]): TensorToWrite => ({
  name,
  shape: [values.length],
  values: Float32Array.from(values),
});

/** A folder of two shards, with an index that tells the truth unless it is changed. */
async function shards(change: (map: Record<string, unknown>) => unknown = (map) => map): Promise<Directory> {
  const directory = memoryDirectory();
  await directory.write('one.safetensors', writeSafetensors([single('a', 1, 2)]));
  await directory.write('two.safetensors', writeSafetensors([single('b', 3), single('c', 4)]));
  const map = { a: 'one.safetensors', b: 'two.safetensors', c: 'two.safetensors' };
  return withIndex(directory, JSON.stringify({ metadata: { total_size: 16 }, weight_map: change(map) }));
}

async function withIndex(directory: Directory, text: string): Promise<Directory> {
  await directory.write('model.safetensors.index.json', new TextEncoder().encode(text));
  return directory;
}

async function valuesOf(tensor: StoredTensor | undefined): Promise<number[]> {
  const values = new Float32Array(tensor?.size ?? 0);
  await tensor?.readInto(values);
  return [...values];
}

describe('openWeights', () => {
  it('reads every tensor of every shard, and any part of it', async () => {
    const { tensors, close } = await openWeights(await shards());
    expect([...tensors.keys()]).toEqual(['a', 'b', 'c']);
    expect(await valuesOf(tensors.get('a'))).toEqual([1, 2]);
    expect(await valuesOf(tensors.get('c'))).toEqual([4]);
    const last = new Float32Array(1);
    await tensors.get('a')?.readInto(last, 1);
    expect(last[0]).toBe(2);
    await close();
  });

  it('reads F16 larger than its buffer, element by element right', async () => {
    const count = 2 ** 18 + 3;
    const values = Float32Array.from({ length: count }, (_, i) => (i % 2048) - 1024);
    const directory = memoryDirectory();
    await directory.write(
      'model.safetensors',
      writeSafetensors([{ ...single('a'), shape: [count], values, dtype: 'F16' }]),
    );
    const { tensors } = await openWeights(directory);
    expect(await valuesOf(tensors.get('a'))).toEqual([...values]);
  });

  it('closes every file it opened when one is bad', async () => {
    let open = 0;
    const inner = await shards();
    await inner.write('two.safetensors', new Uint8Array(3));
    const counting: Directory = {
      ...inner,
      async open(name) {
        const bytes = await inner.read(name);
        if (!bytes) return undefined;
        open++;
        const close = async () => {
          open--;
        };
        return { ...fileOfBytes(bytes), close };
      },
    };
    await expect(openWeights(counting)).rejects.toThrow(CheckpointError);
    expect(open).toBe(0);
  });

  it('says which tensor it was reading when the file became shorter', async () => {
    const bytes = writeSafetensors([single('a', 1, 2), single('b', 3)]);
    const shrunk = fileOfBytes(bytes.subarray(0, -2));
    const directory: Directory = { ...memoryDirectory(), open: async () => ({ ...shrunk, sizeBytes: bytes.length }) };
    const { tensors } = await openWeights(directory);
    expect(await valuesOf(tensors.get('a'))).toEqual([1, 2]);
    await expect(valuesOf(tensors.get('b'))).rejects.toMatchObject({ code: 'checkpoint', tensor: 'b' });
  });
});

describe('a hostile index', () => {
  const only = (name: string, shard: unknown) => () => ({ [name]: shard });
  it.each<[string, Parameters<typeof shards>[0], RegExp, string?]>([
    ['a path', only('a', '../one.safetensors'), /"a" is in "\.\.\/one\.safetensors"; a plain name/, 'a'],
    ['a path of Windows', only('a', '..\\one.safetensors'), /a plain name/, 'a'],
    ['an absolute path', only('a', '/etc/passwd'), /a plain name/, 'a'],
    ['a hidden file', only('a', '.one.safetensors'), /a plain name/, 'a'],
    ['a file of another kind', only('a', 'config.json'), /a plain name/, 'a'],
    ['a number for a name', only('a', 7), /"a" is in 7; a plain name/, 'a'],
    ['no tensors', () => ({}), /no usable weight_map/],
    ['a list', () => ['one.safetensors'], /no usable weight_map/],
    ['nothing', () => undefined, /no usable weight_map/],
    ['a shard that is missing', only('a', 'three.safetensors'), /three\.safetensors: no such file/],
    ['a tensor in another shard', (map) => ({ ...map, a: 'two.safetensors' }), /"a": no such tensor is in two/, 'a'],
    [
      'two tensors, one each in the other’s shard',
      () => ({ a: 'two.safetensors', b: 'one.safetensors', c: 'two.safetensors' }),
      /"b": it stands in two\.safetensors; the tensor in one\.safetensors was needed/,
      'b',
    ],
    ['a tensor that it does not list', (map) => ({ a: map.a, b: map.b }), /"c": it stands in two.*an entry/, 'c'],
    ['a tensor that is nowhere', (map) => ({ ...map, d: 'one.safetensors' }), /"d": no such tensor is in one/, 'd'],
  ])('with %s gets a CheckpointError that names it', async (_, change, words, tensor) => {
    const opened = openWeights(await shards(change));
    await expect(opened).rejects.toThrow(words);
    await expect(opened).rejects.toMatchObject({ code: 'checkpoint', tensor });
  });

  it('that says something twice, or is no JSON, is refused', async () => {
    const twice = '{"weight_map":{"a":"one.safetensors","a":"two.safetensors"}}';
    await expect(openWeights(await withIndex(await shards(), twice))).rejects.toMatchObject({ tensor: 'a' });
    await expect(openWeights(await withIndex(await shards(), '{'))).rejects.toThrow(/it is not JSON/);
  });

  it('that lists a tensor two shards hold is refused', async () => {
    const directory = await shards();
    await directory.write('one.safetensors', writeSafetensors([single('a', 1, 2), single('b', 9)]));
    await expect(openWeights(directory)).rejects.toMatchObject({ tensor: 'b' });
  });
});
