/** Asks every question of an experiment, of the model with its remedies or of documents. */
import { mixSeed } from '../foundations/random.ts';
import type { Gpt } from '../model/gpt.ts';
import { CAUTION, noteOfPassages, REFUSALS } from '../world/answers.ts';
import { judge } from '../world/judge.ts';
import type { WorldQuestion } from '../world/questions.ts';
import { type AnswerRecord, type AskOptions, askModel } from './ask.ts';
import { type Bench, experimentQuestions } from './bench.ts';
import type { ExperimentReport } from './experiment-types.ts';
import type { DocumentAnswers, Remedies } from './remedies.ts';
import { chooseThreshold, verdictAt } from './threshold.ts';

/** All answers, and how long they took. */
export interface Measured {
  readonly answers: readonly AnswerRecord[];
  readonly answerMs: number;
}

/** Who is asked, and with which remedies. */
export interface MeasureOptions {
  readonly model: Gpt;
  readonly of: 'baseline' | 'remedied';
  readonly remedies: Remedies;
  readonly threshold?: number | undefined;
}

/** Chooses the threshold on known questions of the calibration split. */
export async function* calibrateThreshold(
  bench: Bench,
  model: Gpt,
): AsyncGenerator<ExperimentReport, number | undefined> {
  const { world, language, remedies, perGroup, signal } = bench;
  const asked = experimentQuestions(world, language, { perGroup, split: 'calibration', groups: ['known'] });
  const answers: AnswerRecord[] = [];
  for await (const answer of askModel(model, bench.tokenizer, asked, askOptions(bench, remedies, 3))) {
    answers.push(answer);
    yield { kind: 'asking', of: 'calibration', done: answers.length, total: asked.length };
  }
  return signal?.aborted ? undefined : chooseThreshold(answers, remedies.confidenceThreshold?.keep ?? 0.9);
}

/** Asks everything; undefined if aborted meanwhile. */
export async function* measure(
  bench: Bench,
  { model, of, remedies, threshold }: MeasureOptions,
): AsyncGenerator<ExperimentReport, Measured | undefined> {
  const { asked, language, signal, tokenizer } = bench;
  const answers: AnswerRecord[] = [];
  const start = performance.now();
  const source = remedies.knowledgeBase
    ? askDocuments(remedies.knowledgeBase, asked, signal)
    : askModel(model, tokenizer, asked, askOptions(bench, remedies, 2));
  for await (const answer of source) {
    const verdict = threshold === undefined ? answer.verdict : verdictAt(answer, threshold);
    const silenced = verdict !== answer.verdict;
    answers.push(silenced ? { ...answer, verdict, text: REFUSALS[language] } : answer);
    yield { kind: 'asking', of, done: answers.length, total: asked.length };
  }
  if (signal?.aborted) return undefined;
  return { answers, answerMs: performance.now() - start };
}

/** What is noted before a question, and how often it is asked. */
function askOptions(bench: Bench, remedies: Remedies, stream: number): AskOptions {
  const { promptConstraint, retrieval, confidenceThreshold } = remedies;
  const { seed, language, signal, maxTokens } = bench;
  const caution = promptConstraint === true ? CAUTION[language] : (promptConstraint?.note ?? '');
  const note = async ({ text }: WorldQuestion) => {
    const passages = (await retrieval?.retriever.retrieve(text, retrieval.limit ?? 2)) ?? [];
    return noteOfPassages(
      [caution, ...passages].filter((part) => part !== ''),
      language,
    );
  };
  return {
    seed: mixSeed(seed, stream),
    maxTokens,
    samples: confidenceThreshold?.measure === 'agreement' ? (confidenceThreshold.samples ?? 5) : 1,
    ...((caution || retrieval) && { note }),
    ...(signal && { signal }),
  };
}

/** The documents answer instead of the model; what they quote is judged like any other answer. */
async function* askDocuments(
  documents: DocumentAnswers,
  asked: readonly WorldQuestion[],
  signal: AbortSignal | undefined,
): AsyncGenerator<AnswerRecord, void> {
  for (const question of asked) {
    if (signal?.aborted) return;
    const { refused, text } = await documents.answer(question.text, signal ? { signal } : {});
    const verdict = refused ? 'refused' : judge(question, text);
    yield { question, text, verdict, confidence: refused ? 0 : 1, promptTokens: 0, writtenTokens: 0 };
  }
}
