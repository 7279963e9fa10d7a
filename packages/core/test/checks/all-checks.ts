/** Every check, in one list for every host and backend. */
import type { BackendName } from '../../src/index.ts';
import { alignChecks } from './align.ts';
import { alignMemoryChecks } from './align-memory.ts';
import { bertChecks } from './bert.ts';
import type { Check } from './check.ts';
import { cachedEqualsUncached, decodingChecks } from './decoding.ts';
import { emergenceChecks } from './emergence.ts';
import { hallucinationChecks } from './hallucination.ts';
import { inspectingChecks } from './inspecting.ts';
import { memoryChecks } from './memory.ts';
import { modelChecks } from './model.ts';
import { logits, parityChecks } from './parity.ts';
import { ragChecks } from './rag.ts';
import { tokenizerChecks } from './tokenizers.ts';
import { exactResume, trainingChecks } from './training.ts';
import { trainingKindChecks } from './training-kinds.ts';
import { trainingMemoryChecks } from './training-memory.ts';

export const allChecks: readonly Check[] = [
  ...parityChecks,
  ...tokenizerChecks,
  ...modelChecks,
  ...decodingChecks,
  ...inspectingChecks,
  ...trainingChecks,
  ...trainingKindChecks,
  ...bertChecks,
  ...alignChecks,
  ...alignMemoryChecks,
  ...hallucinationChecks,
  ...emergenceChecks,
  ...ragChecks,
  ...memoryChecks,
  ...trainingMemoryChecks,
];

/**
 * What a Web Worker runs: everything on wasm. A GPU in software compiles every shader anew there. What a realm of its own
 * could change is device, kernels, training, saving and writing, and these touch all of it.
 */
const workerChecksOnWebgpu: readonly Check[] = [logits, exactResume, cachedEqualsUncached];

export function workerChecks(backend: BackendName): readonly Check[] {
  return backend === 'webgpu' ? workerChecksOnWebgpu : allChecks;
}
