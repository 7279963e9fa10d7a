/** The two texts a model may learn from, and the alphabet of all that may ever be said to it. */
import { ASKING_BACK, answerText, CAUTION, END_OF_ANSWER, promptText, REFUSALS } from './answers.ts';
import { type QuestionKind, questions, type WorldQuestion } from './questions.ts';
import type { Language } from './relations.ts';
import { documents, statements, trainingStatements } from './statements.ts';
import type { Split, World } from './world.ts';

/**
 * Returns the known questions that training may show with their answers: split `train`, no held-out phrasing. Another
 * split gives the same kind of questions to measure with.
 */
export function trainingQuestions(
  world: World,
  language: Language,
  kinds: readonly QuestionKind[] = ['single', 'twoStep'],
  split: Split = 'train',
): WorldQuestion[] {
  return questions(world, language).filter(
    (question) =>
      kinds.includes(question.kind) && question.known && question.split === split && !question.heldOutPhrasing,
  );
}

/**
 * Returns the questions that refusal training may show: withheld, unanswerable and ambiguous ones of split `train`, no
 * held-out phrasing. Their true answers must stay out of the text; `goodAnswer` holds to that.
 */
export function refusalQuestions(world: World, language: Language, split: Split = 'train'): WorldQuestion[] {
  return questions(world, language).filter(
    (question) =>
      (!question.known || question.kind === 'ambiguous') && question.split === split && !question.heldOutPhrasing,
  );
}

/** Returns every text that may be put to or expected from a model, one after another: make a tokenizer from it. */
export function alphabetText(world: World, language: Language): string {
  const asked = questions(world, language);
  return [
    ...trainingStatements(world, language),
    ...world.facts.flatMap((fact) => statements(world, fact, language)),
    ...documents(world, language).map(({ text }) => text),
    ...asked.map(({ text }) => promptText(text, language, CAUTION[language])),
    ...asked.flatMap(({ answers }) => answers.map((answer) => answerText(answer, language))),
    REFUSALS[language],
    ASKING_BACK[language],
    END_OF_ANSWER,
  ].join('\n');
}
