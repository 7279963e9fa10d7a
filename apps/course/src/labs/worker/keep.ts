/**
 * Where a run is kept: one folder per lab in the browser's private storage, held by one tab at a time (Web Locks), because
 * two tabs writing one checkpoint would spoil both. Beside core's checkpoint lies `lab.json`, the curve and samples so far.
 */
import { type Directory, memoryDirectory } from '@glassbox/core';
import { opfsDirectory } from '@glassbox/core/browser';
import type { Keeping, RunInfo, RunSettings } from './contract.ts';
import { WorkerCallError } from './protocol.ts';

const ROOT = 'labs';
const RECORD = 'lab.json';

export interface Keep {
  directory: Directory;
  keeping: Keeping;
  release(): void;
}

export interface RunRecord {
  version: 1;
  settings: RunSettings;
  /** Records of before 2026-11-26 do not say how long writing took. */
  info: Omit<RunInfo, 'keeping' | 'settings' | 'writingMs'> & { writingMs?: number };
  /** Words of the corpus, for measuring English samples after a reload. */
  knownWords: string[];
}

/** Opens the folder of a lab, or a memory folder when storage is missing or another tab holds it. */
export async function openKeep(slot: string): Promise<Keep> {
  const release = await holdLock(`glassbox-lab-${slot}`);
  if (!release) return { directory: memoryDirectory(), keeping: 'other-tab', release: () => undefined };
  try {
    return { directory: await opfsDirectory(`${ROOT}/${slot}`), keeping: 'kept', release };
  } catch (error) {
    console.warn(`lab storage: not usable (${String(error)}); this run will not survive closing the tab.`);
    return { directory: memoryDirectory(), keeping: 'no-storage', release };
  }
}

export async function writeRecord(directory: Directory, record: RunRecord): Promise<void> {
  await directory.write(RECORD, new TextEncoder().encode(JSON.stringify(record)));
}

/** Throws RUN_GONE when there is no record, or one of another version. */
export async function readRecord(directory: Directory): Promise<RunRecord> {
  const bytes = await directory.read(RECORD);
  const record = bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as RunRecord) : undefined;
  if (record?.version !== 1) {
    throw new WorkerCallError(
      'RUN_GONE',
      'lab storage: no saved run was found; one is needed to continue; start a new one.',
    );
  }
  return record;
}

export async function emptyKeep(directory: Directory): Promise<void> {
  for (const name of await directory.list()) await directory.remove(name);
}

/** Takes a lock until the returned function is called; undefined when another tab has it. */
function holdLock(name: string): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    const held = (lock: Lock | null) =>
      lock ? new Promise<void>((release) => resolve(release)) : Promise.resolve(resolve(undefined));
    navigator.locks.request(name, { ifAvailable: true }, held).catch(reject);
  });
}
