/** Every check, in one list for every host and backend. */
import { alignChecks } from './align.ts';
import { alignMemoryChecks } from './align-memory.ts';
import { bertChecks } from './bert.ts';
import type { Check } from './check.ts';
import { decodingChecks } from './decoding.ts';
import { emergenceChecks } from './emergence.ts';
import { hallucinationChecks } from './hallucination.ts';
import { inspectingChecks } from './inspecting.ts';
import { memoryChecks } from './memory.ts';
import { modelChecks } from './model.ts';
import { parityChecks } from './parity.ts';
import { ragChecks } from './rag.ts';
import { tokenizerChecks } from './tokenizers.ts';
import { trainingChecks } from './training.ts';
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
