/** The example questions of every kind (`examples.yaml` in its folder), compiled, for tests of what all kinds have in common. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listKinds } from '../scripts/generate-kinds.ts';
import { type CompiledQuiz, compileQuiz } from '../src/compile/index.ts';
import type { QuestionKind } from '../src/index.ts';
import type { SecretOf, SecretQuestion } from '../src/score/index.ts';

const KINDS_FOLDER = join(import.meta.dirname, '../src/kinds');

/** Every kind's examples in one quiz.yaml. */
export const everyKindYaml = `questions:\n${listKinds(KINDS_FOLDER).map(readExamples).join('\n')}`;

export function compile(yaml: string): CompiledQuiz {
  return compileQuiz(yaml, { file: 'quiz.yaml', lesson: 'a-lesson' });
}

export const everyKind = compile(everyKindYaml);

/** Returns the question with this ID, of this kind. */
export function getSecret<Kind extends QuestionKind>(id: string, kind: Kind): SecretOf<Kind> {
  const question = everyKind.secret.questions.find((each) => each.id === id);
  if (question?.kind !== kind) throw new Error(`fixture: no ${kind} question "${id}"`);
  return question as SecretQuestion as SecretOf<Kind>; // TypeScript does not narrow by a generic kind
}

function readExamples(kind: string): string {
  const yaml = readFileSync(join(KINDS_FOLDER, kind, 'examples.yaml'), 'utf8');
  const [, questions] = yaml.split(/^questions:\n/m);
  if (!questions)
    throw new Error(`src/kinds/${kind}/examples.yaml: found no list "questions:"; needed at least one question`);
  return questions;
}
