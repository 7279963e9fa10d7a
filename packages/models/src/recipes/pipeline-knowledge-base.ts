/**
 * The knowledge base among the remedies: core's own, with the shipped embedder, over one sentence per fact, withheld facts
 * included. It quotes; what its evidence is worth is fitted to the questions of split `calibration`.
 */
import { experimentQuestions } from '@glassbox/core/hallucination';
import { nodeDirectory } from '@glassbox/core/node';
import {
  type CalibrationCase,
  createKnowledgeBase,
  documentFromText,
  fitCalibration,
  type KnowledgeBase,
  loadEmbedder,
} from '@glassbox/core/rag';
import { documents, judge } from '@glassbox/core/world';
import { LANGUAGE, world } from './pipeline-world.ts';
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
