/** The quiz with one question of every kind, compiled, for tests of what all kinds have in common. */
import { readFileSync } from 'node:fs';
import { type CompiledQuiz, compileQuiz } from '../src/compile/index.ts';
import type { SecretQuestion } from '../src/score/index.ts';

export const everyKindYaml = readFileSync(new URL('fixtures/every-kind.yaml', import.meta.url), 'utf8');

export function compile(yaml: string): CompiledQuiz {
  return compileQuiz(yaml, { file: 'quiz.yaml', lesson: 'a-lesson' });
}

export const everyKind = compile(everyKindYaml);

/** Returns the question with this ID, of this kind. */
export function getSecret<Kind extends SecretQuestion['kind']>(
  id: string,
  kind: Kind,
): Extract<SecretQuestion, { kind: Kind }> {
  const question = everyKind.secret.questions.find((each) => each.id === id);
  if (question?.kind !== kind) throw new Error(`fixture: no ${kind} question "${id}"`);
  return question as Extract<SecretQuestion, { kind: Kind }>; // TypeScript does not narrow by a generic kind
}
