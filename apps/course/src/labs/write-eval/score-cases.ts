/** Asks two knowledge bases over the same pages every question, as the server does when a test set is handed in. */
import {
  createKnowledgeBase,
  documentFromText,
  type HashedEmbedder,
  type KnowledgeBase,
  type SearchMode,
  UNCALIBRATED,
} from '@glassbox/core/rag';
import type { EvalSetting, Judged, ScoredCase, SystemSettings } from './contract.ts';
import { HELP_PAGES } from './documents.ts';
import { judge } from './judge.ts';
import type { EvalCase } from './ready-cases.ts';

const PASSAGES = 5;
const MODES: Readonly<Record<SystemSettings['search'], SearchMode>> = { words: 'lexical', both: 'hybrid' };

/** Yields what both systems said to each case, in order. */
export async function* scoreCases(
  embedder: HashedEmbedder,
  { first, second, cases }: Omit<EvalSetting, 'seed'>,
): AsyncGenerator<ScoredCase> {
  const [one, other] = [await openBase(embedder, first.threshold), await openBase(embedder, second.threshold)];
  for (const entry of cases) {
    yield { first: await ask(one, first, entry), second: await ask(other, second, entry) };
  }
}

async function openBase(embedder: HashedEmbedder, threshold: number): Promise<KnowledgeBase> {
  const calibration = { ...(embedder.calibration ?? UNCALIBRATED), threshold };
  const base = await createKnowledgeBase({ embedder, calibration, fallback: '' });
  const pages = HELP_PAGES.flatMap(({ title, text }, index) => [
    documentFromText(`${index}-zh`, `${title.zh}\n\n${text.zh}`),
    documentFromText(`${index}-en`, `${title.en}\n\n${text.en}`),
  ]);
  await base.add(pages);
  return base;
}

async function ask(base: KnowledgeBase, { search }: SystemSettings, { question, answer }: EvalCase): Promise<Judged> {
  const given = await base.answer(question, { limit: PASSAGES, mode: MODES[search] });
  const text = given.refused ? undefined : given.text;
  return { verdict: judge(text, answer), text };
}
