/**
 * The knowledge base among the remedies: core's own, with the shipped embedder, over one sentence per fact, withheld facts
 * included. It quotes; what its evidence is worth is fitted to the questions of split `calibration`.
 */
import type { Gpt } from '@glassbox/core';
import { askModel, experimentQuestions, wilsonInterval } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import {
  type CalibrationCase,
  createKnowledgeBase,
  documentFromText,
  fitCalibration,
  type KnowledgeBase,
  loadEmbedder,
} from '@glassbox/core/rag';
import { documents, judge, questions, type WorldQuestion } from '@glassbox/core/world';
import { interval } from './pipeline-tables.ts';
import { LANGUAGE, PIPELINE_SEED, tokenizer, world } from './pipeline-world.ts';
import type { Cell, ResultTable } from './results.ts';
import { inPackage } from './texts.ts';

const CALIBRATION_QUESTIONS_PER_GROUP = 100;

/** Resolves to the knowledge base that holds the whole world. */
export async function worldKnowledgeBase(): Promise<KnowledgeBase> {
  const parts = {
    embedder: await loadEmbedder(nodeDirectory(inPackage('embedder'))),
    fallback: '知识库里没有找到答案。',
  };
  const facts = documents(world, LANGUAGE).map(({ id, text }) => documentFromText(id, text));
  const uncalibrated = await createKnowledgeBase(parts);
  await uncalibrated.add(facts);
  const calibration = fitCalibration(await calibrationCases(uncalibrated));
  const kb = await createKnowledgeBase({ ...parts, calibration });
  await kb.add(facts);
  return kb;
}

/** Which of the sentences found answer a question of its own, alone; a question of two steps is answered by none. */
async function calibrationCases(kb: KnowledgeBase): Promise<CalibrationCase[]> {
  const cases: CalibrationCase[] = [];
  const asked = experimentQuestions(world, LANGUAGE, {
    split: 'calibration',
    perGroup: CALIBRATION_QUESTIONS_PER_GROUP,
  });
  for (const question of asked) {
    const { evidence } = await kb.answer(question.text);
    const answers = (text: string) => question.kind === 'single' && judge(question, text) === 'right';
    cases.push({ candidates: evidence.map(({ clues, text }) => ({ clues, isAnswer: answers(text) })) });
  }
  return cases;
}

const MAX_TOKENS = 16;

/**
 * Resolves to a table of what a knowledge base says wrongly about withheld facts, against the model without it: of split
 * test, and of all facts but those that the knowledge base was calibrated on. It is never trained, so the questions of
 * split train are as new to it as the others.
 */
export async function knowledgeBaseTable(kb: KnowledgeBase, model: Gpt): Promise<ResultTable> {
  const withheld = questions(world, LANGUAGE).filter(
    ({ kind, known, split }) => kind === 'single' && !known && split !== 'calibration',
  );
  const invented = new Set<WorldQuestion>();
  for await (const { question, verdict } of askModel(model, tokenizer, withheld, {
    seed: PIPELINE_SEED,
    maxTokens: MAX_TOKENS,
  })) {
    if (verdict === 'wrong') invented.add(question);
  }
  const misquoted = new Set<WorldQuestion>();
  for (const question of withheld) {
    const { refused, text } = await kb.answer(question.text);
    if (!refused && judge(question, text) === 'wrong') misquoted.add(question);
  }
  const row = (name: string, asked: readonly WorldQuestion[]): Cell[] => {
    const [before, after] = [invented, misquoted].map(
      (wrong) => asked.filter((question) => wrong.has(question)).length,
    );
    return [
      name,
      interval(wilsonInterval(before ?? 0, asked.length)),
      interval(wilsonInterval(after ?? 0, asked.length)),
      `${(100 * (1 - (after ?? 0) / (before ?? 0))).toFixed(1)} %`,
    ];
  };
  return {
    title: 'The knowledge base on withheld facts, beyond the few of split test',
    columns: ['questions', 'wrong, as it is', 'wrong, knowledge base', 'cut by'],
    rows: [
      row(
        'of split test',
        withheld.filter(({ split }) => split === 'test'),
      ),
      row('of every withheld fact it was not calibrated on', withheld),
    ],
  };
}
