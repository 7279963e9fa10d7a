/** Fits what a shipped embedder's similarities are worth as evidence, and stores it in the embedder's config.json. */
import type { Directory } from '@glassbox/core';
import {
  type Calibration,
  createKnowledgeBase,
  fitCalibration,
  hashedEmbedder,
  loadEmbedder,
  saveEmbedder,
} from '@glassbox/core/rag';
import { calibrationCases } from './rag-evaluation.ts';
import { ragDocuments, ragQuestions } from './rag-test-set.ts';

/** Fits on the calibration questions only, and writes the embedder again with the result. */
export async function calibrateEmbedder(directory: Directory): Promise<Calibration> {
  const embedder = await loadEmbedder(directory);
  const kb = await createKnowledgeBase({ embedder, fallback: '' });
  await kb.add(await ragDocuments());
  const questions = (await ragQuestions()).filter(({ split }) => split === 'calibration');
  const calibration = fitCalibration(await calibrationCases(kb, questions, 'hybrid'));
  await saveEmbedder(hashedEmbedder(embedder.id, embedder.weights, calibration), directory);
  return calibration;
}
