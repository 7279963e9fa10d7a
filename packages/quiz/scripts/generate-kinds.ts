/**
 * Writes `src/generated`: the registries of all kinds, one per layer, from the list of folders under `src/kinds`.
 * Runs at the start of every build; the files are committed, so that a fresh clone type-checks before it builds.
 * One registry per layer keeps the layers apart: what a browser loads must not reach a key, and a view loads alone.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What every kind's folder must hold; see docs/how-to/add-a-question-kind.md. */
const FILES = ['public.ts', 'validate.ts', 'schema.ts', 'score.ts', 'words.ts', 'View.svelte'];
const NAME = /^[a-z]+(-[a-z]+)*$/;
const BANNER =
  '// Generated from the folders of src/kinds by scripts/generate-kinds.ts. Do not edit: run `pnpm generate`.\n';

/** Brings `src/generated` of the package at `root` up to date; a file that is current is left alone. */
export function generateKinds(root: string): void {
  const folder = join(root, 'src/generated');
  mkdirSync(folder, { recursive: true });
  for (const [name, code] of Object.entries(renderRegistries(listKinds(join(root, 'src/kinds'))))) {
    const file = join(folder, name);
    if (readIfThere(file) !== code) writeFileSync(file, code);
  }
}

/** Returns the names of all kinds, sorted. */
export function listKinds(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return entries
    .map(({ name }) => {
      const files = readdirSync(join(folder, name));
      const missing = FILES.filter((file) => !files.includes(file));
      if (!NAME.test(name))
        throw new Error(`src/kinds/${name}: found this name; needed lower-case words joined by hyphens`);
      if (missing.length > 0)
        throw new Error(
          `src/kinds/${name}: found no ${missing.join(', ')}; needed ${FILES.join(', ')}: see docs/how-to/add-a-question-kind.md`,
        );
      return name;
    })
    .sort();
}

/** Returns the text of every generated file by its name. */
export function renderRegistries(kinds: readonly string[]): Record<string, string> {
  const lines = (line: (kind: string, type: string, value: string) => string) =>
    kinds.map((kind) => line(kind, pascal(kind), camel(kind))).join('\n');
  return {
    'forms.ts': `${BANNER}import type { KindForm } from '../kind-form.ts';
${lines((kind, type) => `import type { ${type}Public, ${type}Response } from '../kinds/${kind}/public.ts';`)}
${lines((kind, _type, value) => `import { ${value}Form } from '../kinds/${kind}/validate.ts';`)}

export interface PublicByKind {
${lines((kind, type) => `  '${kind}': ${type}Public;`)}
}

export interface ResponseByKind {
${lines((kind, type) => `  '${kind}': ${type}Response;`)}
}

export const forms: { readonly [Kind in keyof PublicByKind]: KindForm<PublicByKind[Kind], ResponseByKind[Kind]> } = {
${lines((kind, _type, value) => `  '${kind}': ${value}Form,`)}
};
`,
    'names.ts': `${BANNER}${lines((kind, _type, value) => `import { ${value}Words } from '../kinds/${kind}/words.ts';`)}
import type { LocalText } from '../question.ts';
import type { QuestionKind } from '../quiz.ts';

/** What a learner reads as the kind of a question. */
export const kindNames: Readonly<Record<QuestionKind, LocalText>> = {
${lines((kind, _type, value) => `  '${kind}': { zh: ${value}Words.zh.name, en: ${value}Words.en.name },`)}
};
`,
    'scorings.ts': `${BANNER}${lines((kind, type, value) => `import { type ${type}Secret, ${value}Scoring } from '../kinds/${kind}/score.ts';`)}
import type { KindScoring } from '../score/kind-scoring.ts';
import type { ResponseByKind } from './forms.ts';

export interface SecretByKind {
${lines((kind, type) => `  '${kind}': ${type}Secret;`)}
}

export const scorings: { readonly [Kind in keyof SecretByKind]: KindScoring<SecretByKind[Kind], ResponseByKind[Kind]> } = {
${lines((kind, _type, value) => `  '${kind}': ${value}Scoring,`)}
};
`,
    'compilers.ts': `${BANNER}import type { CompileQuestion } from '../compile/define-kind.ts';
${lines((kind, _type, value) => `import { ${value}Compiler } from '../kinds/${kind}/schema.ts';`)}
import type { QuestionKind } from '../quiz.ts';

export const compilers: Readonly<Record<QuestionKind, CompileQuestion>> = {
${lines((kind, _type, value) => `  '${kind}': ${value}Compiler,`)}
};
`,
    'views.ts': `${BANNER}import type { Component } from 'svelte';
import type { PublicOf, QuestionKind, ResponseOf } from '../quiz.ts';
import type { ViewProps } from '../views/view-props.ts';

/** One chunk per kind: a page loads the forms of its own questions only. */
export const views: {
  readonly [Kind in QuestionKind]: () => Promise<{ default: Component<ViewProps<PublicOf<Kind>, ResponseOf<Kind>>> }>;
} = {
${lines((kind) => `  '${kind}': () => import('../kinds/${kind}/View.svelte'),`)}
};
`,
  };
}

function pascal(kind: string): string {
  return kind.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function camel(kind: string): string {
  return kind.replaceAll(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

if (import.meta.main) generateKinds(join(import.meta.dirname, '..'));
