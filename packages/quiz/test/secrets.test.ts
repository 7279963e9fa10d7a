/** Nothing an author writes for the server reaches the public bundle, and no key code reaches the browser entry. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isMap, isPair, isScalar, parseDocument, type Scalar, visit } from 'yaml';
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
  const named = new Set<string>();
  let planted = 0;
  const plant = (node: Scalar<unknown>, canary: string) => {
    planted += 1;
    node.value = `${canary}${String(node.value)}`;
  };
  visit(document, {
    Scalar(key, node, path) {
      if (key === 'key' || typeof node.value !== 'string') return;
      const names = fieldNames(path);
      if (names.includes('feedback') || names.includes('accept')) plant(node, 'canary ');
      if (names.at(-1) === 'id' && names.length > 2) {
        named.add(node.value);
        plant(node, 'canary-');
      }
    },
  });
  // Authored IDs are also referred to: as a value of their own, or in the braces of a text.
  visit(document, {
    Scalar(key, node, path) {
      if (key === 'key' || typeof node.value !== 'string' || node.value.startsWith('canary')) return;
      const names = fieldNames(path);
      const isText = ['zh', 'en'].includes(names.at(-1) ?? '');
      if (names.length > 2 && !isText && named.has(node.value)) plant(node, 'canary-');
      node.value = node.value.replaceAll(/\{([a-z0-9-]+)\}/g, (whole, id) =>
        named.has(id) ? `{canary-${id}}` : whole,
      );
    },
  });
  expect(isMap(document.contents)).toBe(true);
  return { yaml: document.toString(), planted };
}

function fieldNames(path: readonly unknown[]): string[] {
  return path.flatMap((step) => (isPair(step) && isScalar(step.key) ? [String(step.key.value)] : []));
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
