/** Nothing an author writes for the server reaches the public bundle, and no key code reaches the browser entry. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isMap, isPair, isScalar, parseDocument, visit } from 'yaml';
import { QUESTION_KINDS } from '../src/index.ts';
import { compile, everyKind, everyKindYaml } from './compiled.ts';

describe('the public bundle', () => {
  test('holds no canary planted in any text that is not for learners', () => {
    const { yaml, planted } = plantCanaries(everyKindYaml);
    const compiled = compile(yaml);
    expect(planted).toBeGreaterThan(40);
    expect(JSON.stringify(compiled.secret).match(/canary/g)?.length).toBeGreaterThan(40);
    expect(JSON.stringify(compiled.public)).not.toContain('canary');
  });

  test('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(everyKind))).toEqual(everyKind);
  });
});

describe('the browser entry', () => {
  const graph = moduleGraph(resolve(import.meta.dirname, '../src/index.ts'));

  test('reaches the checks of every kind', () => {
    for (const kind of QUESTION_KINDS) expect(graph.files).toContain(`kinds/${kind}/validate.ts`);
  });

  test('imports nothing that scores, compiles or knows a key, not even as a type', () => {
    expect(graph.files.filter(isKeyCode)).toEqual([]);
  });

  test('imports no package and no part of Node', () => {
    expect(graph.packages).toEqual([]);
  });
});

describe('the entry of the views', () => {
  const graph = moduleGraph(resolve(import.meta.dirname, '../src/views/index.ts'));

  test('reaches the view of every kind', () => {
    for (const kind of QUESTION_KINDS) expect(graph.files).toContain(`kinds/${kind}/View.svelte`);
  });

  test('imports nothing that scores, compiles or knows a key, and Svelte alone', () => {
    expect(graph.files.filter(isKeyCode)).toEqual([]);
    expect(graph.packages.filter((name) => !/^svelte(\/|$)/.test(name))).toEqual([]);
  });
});

test('the scoring entry imports no YAML, no zod and no part of Node', () => {
  expect(moduleGraph(resolve(import.meta.dirname, '../src/score/index.ts')).packages).toEqual([]);
});

/** Code that scores, compiles or knows a key. */
function isKeyCode(file: string): boolean {
  return /^(score|compile)\/|\/(score|schema)\.ts$|^generated\/(scorings|compilers)\.ts$/.test(file);
}

/** Writes "canary" into every text of the quiz that is not a prompt, the text of an option or a shown unit. */
function plantCanaries(yaml: string): { yaml: string; planted: number } {
  const document = parseDocument(yaml);
  let planted = 0;
  visit(document, {
    Scalar(_key, node, path) {
      const names = path.flatMap((step) => (isPair(step) && isScalar(step.key) ? [String(step.key.value)] : []));
      const secret =
        names.includes('feedback') || names.includes('accept') || (names.at(-1) === 'id' && names.length > 2);
      if (_key === 'key' || !secret || typeof node.value !== 'string') return;
      planted += 1;
      node.value = `${names.at(-1) === 'id' ? 'canary-' : 'canary '}${node.value}`;
    },
  });
  expect(isMap(document.contents)).toBe(true);
  return { yaml: document.toString(), planted };
}

/** Follows every import and re-export from a file, types included. */
function moduleGraph(entry: string): { files: string[]; packages: string[] } {
  const source = resolve(import.meta.dirname, '../src');
  const files = new Set<string>();
  const packages = new Set<string>();
  const follow = (file: string) => {
    if (files.has(relative(source, file))) return;
    if (!existsSync(file)) throw new Error(`${file}: no such module; needed: every import resolves`);
    files.add(relative(source, file));
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g))
      if (target.startsWith('.')) follow(resolve(dirname(file), target));
      else packages.add(target);
  };
  follow(entry);
  return { files: [...files], packages: [...packages] };
}
