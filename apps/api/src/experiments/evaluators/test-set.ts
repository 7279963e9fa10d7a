/**
 * Whether the learner's own test set tells two systems apart. Both answer every question; what counts is not which is better
 * but whether the difference stands out from chance, which needs enough questions, and such as only one of the two can do.
 */
import { pairedDifference } from '@glassbox/core/hallucination';
import type { ExperimentDocument, LocalText } from '@glassbox/quiz';
import type { TestSetSettings } from '@glassbox/quiz/score';
import { z } from 'zod';
import { type AnsweringSystem, createAnswering, shippedEmbedder } from './answering.ts';
import { type EvaluationInput, type Metrics, Refusal } from './evaluator.ts';

const MOST_ITEMS = 200;
const QUOTE_LENGTH = 60;

const itemSchema = z.strictObject({
  question: z.string().trim().min(2).max(200),
  /** Words that a right answer holds; null when the documents don't tell and silence is right. */
  answer: z.string().trim().min(1).max(80).nullable(),
});
const testSetSchema = z.strictObject({ items: z.array(itemSchema).min(2).max(MOST_ITEMS) });
type Item = z.output<typeof itemSchema>;

interface AuthoredTestSet {
  settings: TestSetSettings;
  documents: readonly ExperimentDocument[];
}

export async function testSet(input: EvaluationInput, report: (share: number) => void): Promise<Metrics> {
  const { settings, documents } = input.authored as AuthoredTestSet;
  const texts = documents.flatMap(({ title, text }, index) => [
    { id: `${index}-zh`, text: `${title.zh}\n\n${text.zh}` },
    { id: `${index}-en`, text: `${title.en}\n\n${text.en}` },
  ]);
  const items = readItems(input.settings, normalised(texts.map(({ text }) => text).join('\n')));
  const embedder = await shippedEmbedder();
  const first = await createAnswering(embedder, texts, settings.first);
  const second = await createAnswering(embedder, texts, settings.second);
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [index, item] of items.entries()) {
    const [one, other] = [await isRight(first, item), await isRight(second, item)];
    counts[one && other ? 'both' : one ? 'onlyFirst' : other ? 'onlySecond' : 'neither'] += 1;
    report((index + 1) / items.length);
  }
  return {
    items: items.length,
    first: (counts.both + counts.onlyFirst) / items.length,
    second: (counts.both + counts.onlySecond) / items.length,
    ...pairedDifference(counts),
  };
}

async function isRight(system: AnsweringSystem, { question, answer }: Item): Promise<boolean> {
  const given = await system.answer(question);
  if (answer === null || given === undefined) return answer === null && given === undefined;
  return normalised(given).includes(normalised(answer));
}

function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** An expected answer that stands in no document can't be right by any system: a mistake of the test set. */
function readItems(json: unknown, known: string): Item[] {
  const parsed = testSetSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const place = issue?.path.join('.') || 'items';
    throw refused('test-set-invalid', {
      zh: `测试集读不懂，没有评分（${place}）。需要items：2到${MOST_ITEMS}条，每条有question和answer；文件里没有答案的，answer写null。`,
      en: `The test set could not be read and was not graded (${place}). "items" was needed: 2 to ${MOST_ITEMS} entries with question and answer; answer is null where the documents don't tell.`,
    });
  }
  const { items } = parsed.data;
  const twice = items.find(({ question }, index) => items.findIndex((item) => item.question === question) < index);
  if (twice !== undefined) {
    throw refused('question-twice', {
      zh: `这个问题出现了两次：「${quote(twice.question)}」。同一道题数两遍不会更可信，请去掉一条。`,
      en: `This question stands twice: “${quote(twice.question)}”. Counting one case twice proves nothing; take one out.`,
    });
  }
  const baseless = items.find(({ answer }) => answer !== null && !known.includes(normalised(answer)));
  if (baseless !== undefined) {
    throw refused('answer-not-in-documents', {
      zh: `文件里没有这个答案：「${quote(baseless.answer ?? '')}」。请照文件里的字写；文件没有说的，answer写null。`,
      en: `No document holds this answer: “${quote(baseless.answer ?? '')}”. Use the words of the documents, or null where they don't tell.`,
    });
  }
  return items;
}

function quote(text: string): string {
  return text.length > QUOTE_LENGTH ? `${text.slice(0, QUOTE_LENGTH)}…` : text;
}

function refused(code: string, text: LocalText): Refusal {
  return new Refusal(code, text);
}
