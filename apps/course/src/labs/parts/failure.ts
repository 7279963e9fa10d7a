/** What a lab says of an error. */
import type { RunFailure } from '../training/run-state.ts';
import { codeOf } from '../worker/protocol.ts';

/** Returns what went wrong; undefined where nothing did: the lab itself closed its worker while a call was waiting. */
export function failureOf(error: unknown): RunFailure | undefined {
  const code = codeOf(error);
  return code === 'WORKER_CLOSED'
    ? undefined
    : { code, message: error instanceof Error ? error.message : String(error) };
}
