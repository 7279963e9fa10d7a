/**
 * The results of a sweep as one JSON file: its settings, and one point per size, seed and step. The file carries a
 * version, and a sweep refuses to add to a file that other settings made.
 */
import { z } from 'zod';
import type { Directory } from '../foundations/directory.ts';
import { CheckpointError, ConfigError } from '../foundations/errors.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** One model of a sweep at one step of its training. */
export interface SweepPoint {
  /** The size's name. */
  readonly size: string;
  readonly parameterCount: number;
  readonly seed: number;
  /** Training steps done. */
  readonly step: number;
  /** Mean nats on the batches since the last point; null at step 0. */
  readonly trainNats: number | null;
  /** Named by the task; see its `measure`. */
  readonly measures: Readonly<Record<string, number>>;
  /** Computing since step 0 of this run, in seconds. The only number that another run does not repeat. */
  readonly seconds: number;
}

/** All that a sweep has found so far; JSON-safe. */
export interface SweepResults {
  readonly format: 'glassbox-sweep';
  readonly version: 1;
  readonly settings: Required<SweepSettings>;
  readonly points: readonly SweepPoint[];
}

const RESULTS_FILE = 'sweep.json';

const pointSchema = z.object({
  size: z.string(),
  parameterCount: z.int().positive(),
  seed: z.int(),
  step: z.int().nonnegative(),
  trainNats: z.number().nullable(),
  measures: z.record(z.string(), z.number()),
  seconds: z.number().nonnegative(),
});

const resultsSchema = z.object({
  format: z.literal('glassbox-sweep'),
  version: z.literal(1),
  settings: z.looseObject({ task: z.looseObject({ name: z.string() }) }),
  points: z.array(pointSchema),
});

/**
 * Returns the results in a directory, or undefined if there are none.
 *
 * @throws CheckpointError if the file is damaged or of another version
 */
export async function findSweepResults(directory: Directory): Promise<SweepResults | undefined> {
  const bytes = await directory.read(RESULTS_FILE);
  return bytes && parseSweepResults(new TextDecoder().decode(bytes));
}

/**
 * Returns the results that a JSON text holds.
 *
 * @throws CheckpointError if it is not such a text or of another version
 */
export function parseSweepResults(text: string): SweepResults {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CheckpointError(`${RESULTS_FILE}: no JSON was found; it was needed; the file is damaged.`, undefined, {
      cause,
    });
  }
  const parsed = resultsSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CheckpointError(
      `${RESULTS_FILE}: ${issue?.path.join('.') || 'the whole'}: ${issue?.message ?? 'not valid'}; sweep results of ` +
        'version 1 were needed; read them with the version of Glassbox that wrote them, or remove the file.',
      undefined,
      { cause: parsed.error },
    );
  }
  return parsed.data as unknown as SweepResults; // settings are checked by the sweep that goes on from them
}

/** Writes results as a whole: a crash leaves the old file or the new one. */
export async function writeSweepResults(results: SweepResults, directory: Directory): Promise<void> {
  await directory.write(RESULTS_FILE, new TextEncoder().encode(`${JSON.stringify(results, null, 1)}\n`));
}

/** Throws a ConfigError that names the first setting in which a file differs from the sweep at hand. */
export function checkSameSettings(found: SweepResults['settings'], needed: Required<SweepSettings>): void {
  const [inFile, atHand] = [found, needed] as unknown as Record<string, unknown>[];
  for (const field of new Set([...Object.keys(found), ...Object.keys(needed)])) {
    const [theirs, ours] = [canonical(inFile?.[field]), canonical(atHand?.[field])];
    if (theirs === ours) continue;
    throw new ConfigError(
      `sweep: ${RESULTS_FILE} was made with ${field} ${theirs}; ${ours} was needed; use another folder, or the file's settings.`,
      field,
    );
  }
}

/** JSON whose keys are in order, so that equal settings are equal texts. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'nothing'
  );
}
