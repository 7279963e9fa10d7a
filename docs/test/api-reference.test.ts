/**
 * The API reference is generated from docstrings by `build`; these are the promises that docs/style of the house makes
 * for each: a sentence for everything public, and who disposes what holds tensors.
 */
import { readFileSync } from 'node:fs';
import { ReflectionKind } from 'typedoc';
import { describe, expect, it } from 'vitest';

interface Reflection {
  readonly name: string;
  readonly kind: ReflectionKind;
  readonly children?: readonly Reflection[];
  readonly signatures?: readonly Signature[];
  readonly comment?: Comment;
}
interface Signature {
  readonly comment?: Comment;
  readonly type?: unknown;
}
interface Comment {
  readonly summary: readonly { readonly text: string }[];
  readonly blockTags?: readonly { readonly tag: string; readonly content: readonly { readonly text: string }[] }[];
}

const api: Reflection = JSON.parse(readFileSync(new URL('../api/api.json', import.meta.url), 'utf8'));
const modules = api.children ?? [];
const exported = modules.flatMap((module) =>
  (module.children ?? [])
    .filter(({ kind }) => kind !== ReflectionKind.Reference)
    .map((child) => ({ name: `${module.name}.${child.name}`, reflection: child })),
);
/** What must be given back: tensors, and whatever has a `dispose` of its own. */
const OWNED = /"name":"(Tensor\dD|Tensor|Scalar|Variable|Gpt|Bert\w*|Trainer|RewardModel|ValueHead|Optimizer)"/;

describe('the API reference of core', () => {
  it('covers every entry of the package', () => {
    const entries = JSON.parse(
      readFileSync(new URL('../../packages/core/package.json', import.meta.url), 'utf8'),
    ).exports;
    const expected = Object.keys(entries).map((entry) => (entry === '.' ? 'index' : entry.slice(2)));
    expect(modules.map(({ name }) => name).sort()).toEqual(expected.sort());
    expect(exported.length).toBeGreaterThan(100);
  });

  it('says in a sentence what every export is', () => {
    const silent = exported.filter(({ reflection }) => textOf(reflection).trim() === '');
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it('says who disposes what every function returns', () => {
    const silent = exported.filter(
      ({ reflection }) =>
        reflection.kind === ReflectionKind.Function &&
        reflection.signatures?.some(({ type }) => OWNED.test(JSON.stringify(type ?? {}))) &&
        !/dispos|free|owns/i.test(textOf(reflection)),
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

/** The whole docstring of a declaration, tags included. */
function textOf({ comment, signatures = [] }: Reflection): string {
  return [comment, ...signatures.map((signature) => signature.comment)]
    .flatMap((part) => [...(part?.summary ?? []), ...(part?.blockTags ?? []).flatMap(({ content }) => content)])
    .map(({ text }) => text)
    .join(' ');
}
