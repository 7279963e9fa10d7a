/** Runs a knowledge base over the test set's questions and says how each ended. */
import type {
  Answer,
  CalibrationCase,
  KnowledgeBase,
  RagDocument,
  RankedResult,
  SearchMode,
  Span,
} from '@glassbox/core/rag';
import type { RagQuestion } from './rag-test-set.ts';

/** Deep enough that a later rank would change no measure. */
const SEARCH_DEPTH = 50;

export interface Outcome {
  readonly question: RagQuestion;
  readonly answer: Answer;
  readonly answerable: boolean;
  readonly refused: boolean;
  /** A sentence of the answer stands where the expected quote does. */
  readonly right: boolean;
}

/** Returns, per answerable question, the rank of the first chunk that holds the whole quote. */
export async function rankGold(
  kb: KnowledgeBase,
  questions: readonly RagQuestion[],
  mode: SearchMode,
): Promise<RankedResult[]> {
  const results: RankedResult[] = [];
  for (const question of questions.filter(({ document }) => document !== null)) {
    const gold = await goldSpan(kb, question);
    const hits = await kb.search(question.question, { mode, limit: SEARCH_DEPTH });
    const rank = hits.findIndex(
      ({ chunk }) => chunk.document === question.document && chunk.start <= gold.start && chunk.end >= gold.end,
    );
    results.push({ relevantRanks: rank < 0 ? [] : [rank + 1], relevantCount: 1 });
  }
  return results;
}

/** Asks every question. */
export async function askAll(
  kb: KnowledgeBase,
  questions: readonly RagQuestion[],
  mode: SearchMode,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const answer = await kb.answer(question.question, { mode });
    const gold = question.document === null ? undefined : await goldSpan(kb, question);
    const right = answer.sentences.some(({ citations }) =>
      citations.some((citation) => gold && citation.document === question.document && overlaps(citation, gold)),
    );
    outcomes.push({ question, answer, answerable: gold !== undefined, refused: answer.refused, right });
  }
  return outcomes;
}

/** Returns the candidate sentences of every question with the truth about them, for `fitCalibration`. */
export async function calibrationCases(
  kb: KnowledgeBase,
  questions: readonly RagQuestion[],
  mode: SearchMode,
): Promise<CalibrationCase[]> {
  const cases: CalibrationCase[] = [];
  for (const question of questions) {
    const { evidence } = await kb.answer(question.question, { mode });
    const gold = question.document === null ? undefined : await goldSpan(kb, question);
    const candidates = evidence.map(({ clues, document, start, end }) => ({
      clues,
      isAnswer: gold !== undefined && document === question.document && overlaps({ start, end }, gold),
    }));
    cases.push({ candidates });
  }
  return cases;
}

async function goldSpan(kb: KnowledgeBase, { document, quote }: RagQuestion): Promise<Span> {
  const found: RagDocument | undefined = document === null ? undefined : await kb.findDocument(document);
  const start = found?.text.indexOf(quote ?? '') ?? -1;
  if (start < 0)
    throw new Error(`rag test set: ${JSON.stringify(quote)} was not found in ${document}; it must stand there.`);
  return { start, end: start + (quote?.length ?? 0) };
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
