/**
 * How often a knowledge base with the learner's settings is right, wrong or silent. It answers from the documents of a world
 * that nobody has seen; a part of the facts stands in no document, so that there is something to be wrong about.
 */
import { createWorld, documents, judge, questions, type WorldQuestion } from '@glassbox/core/world';
import type { HallucinationRateSettings } from '@glassbox/quiz/score';
import { answeringSchema, createAnswering, shippedEmbedder } from './answering.ts';
import { type EvaluationInput, type Metrics, Refusal } from './evaluator.ts';

/** Small enough to be indexed in a second. */
const WORLD = { people: 60, namesakePairs: 0, shops: 15, products: 12, strangers: 15 } as const;

export async function hallucinationRate(input: EvaluationInput, report: (share: number) => void): Promise<Metrics> {
  const settings = readSettings(input.settings);
  const { language, seed, questions: wanted } = input.authored as HallucinationRateSettings;
  const world = createWorld({ seed, ...WORLD });
  const told = documents(world, language).filter(({ factId }) => world.factById.get(factId)?.withheld === false);
  const system = await createAnswering(await shippedEmbedder(), told, settings);
  const asked = spread(questions(world, language).filter(isPlain), wanted);
  const counts = { right: 0, wrong: 0, refused: 0 };
  for (const [index, question] of asked.entries()) {
    counts[verdictOf(question, await system.answer(question.text))] += 1;
    report((index + 1) / asked.length);
  }
  const share = (n: number) => n / asked.length;
  return {
    questions: asked.length,
    right: share(counts.right),
    wrong: share(counts.wrong),
    refused: share(counts.refused),
  };
}

/** Chained and ambiguous questions need a reader, not a search. */
function isPlain({ kind }: WorldQuestion): boolean {
  return kind === 'single' || kind === 'unanswerable';
}

/** So many of them, evenly from all over the list: every kind and relation has its share. */
function spread<Item>(items: readonly Item[], wanted: number): Item[] {
  const count = Math.min(wanted, items.length);
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]).filter(
    (item) => item !== undefined,
  );
}

/** Silence is right where no document has the answer. */
function verdictOf(question: WorldQuestion, answer: string | undefined): 'right' | 'wrong' | 'refused' {
  if (answer === undefined) return question.known ? 'refused' : 'right';
  return judge(question, answer);
}

function readSettings(json: unknown) {
  const parsed = answeringSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Refusal('settings-invalid', {
    zh: '设置读不懂，没有评分。需要三项：search是words、meaning或both；passages是1到20的整数；threshold是0到1的数。',
    en: 'The settings could not be read and were not graded. Three fields were needed: search, one of words, meaning or both; passages, a whole number from 1 to 20; threshold, a number from 0 to 1.',
  });
}
