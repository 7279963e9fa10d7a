/**
 * The log: sentences for a terminal, or one JSON object per line (pino) for whoever collects them. What can be told beside the
 * sentence is the closed list of `LogFields`. It has no learner, no address and no path with something in it, so that a log
 * holds nothing personal; the sentences are ours, and `test/operations.test.ts` follows a learner through them.
 */
import { pino } from 'pino';
import { findRequestId } from './request-context.ts';

interface LogFields {
  /** `info` when left out. */
  level?: 'info' | 'warn' | 'error';
  method?: string;
  /** The pattern, `/api/experiments/:id`, never the path itself. */
  route?: string;
  status?: number;
  durationMs?: number;
  /** Why a request was refused: the code of its answer. */
  code?: string | undefined;
  /** Of a refused request: which of them came from one network, `source-mark.ts`. */
  source?: string;
}

export type Log = (line: string, fields?: LogFields) => void;
export type LogFormat = 'text' | 'json';

/** A mail server that refuses says whom. */
const ADDRESS = /[^\s@<>"'()]+@[^\s@<>"'()]+/g;

/** Returns the log. `json`: a line has `level`, `time` (ISO 8601), `msg`, the fields, and `requestId` where a request caused it. */
export function createLog(format: LogFormat, write: (line: string) => void = writeOut): Log {
  if (format === 'text') return (line) => write(`${line}\n`);
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write },
  );
  return (line, { level = 'info', ...fields } = {}) => {
    logger[level]({ requestId: findRequestId(), ...fields }, line.replaceAll(ADDRESS, '<address>'));
  };
}

function writeOut(line: string): void {
  process.stdout.write(line);
}
