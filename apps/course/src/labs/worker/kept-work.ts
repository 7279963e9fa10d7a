/**
 * Finished work that outlives the page: the files of one model in a lab's folder of private storage, and a note that says what they
 * belong to. The note is written last and removed first: files without it are what an interrupted write left, and count for nothing.
 */
import type { Directory } from '@glassbox/core';
import { emptyKeep, openKeep } from './keep.ts';

const NOTE = 'kept.json';

/** Returns the names of a slot's files beside its note. */
export async function keptNames(directory: Directory): Promise<string[]> {
  return (await directory.list()).filter((name) => name !== NOTE);
}

/**
 * Puts files and note in the place of what was kept in a slot. Resolves to whether they are kept: not while another tab holds the
 * slot, and not without storage or room in it. Never rejects: what was made is whole without being kept.
 */
export async function keepWork(
  slot: string,
  note: unknown,
  writeFiles: (directory: Directory) => Promise<void>,
  open: typeof openKeep = openKeep,
): Promise<boolean> {
  const keep = await open(slot);
  try {
    if (keep.keeping !== 'kept') return false;
    await keep.directory.remove(NOTE);
    await emptyKeep(keep.directory);
    await writeFiles(keep.directory);
    await keep.directory.write(NOTE, new TextEncoder().encode(JSON.stringify(note)));
    return true;
  } catch (error) {
    console.warn(`lab storage: what was made in "${slot}" could not be kept (${String(error)}).`);
    return false;
  } finally {
    keep.release();
  }
}

/**
 * Resolves to the work kept in a slot: `read` makes it of note and files, or says undefined when it fits no more. Undefined too when
 * nothing is kept, when another tab holds the slot, and when the files are damaged.
 */
export async function findWork<Work>(
  slot: string,
  read: (note: unknown, directory: Directory) => Promise<Work | undefined>,
  open: typeof openKeep = openKeep,
): Promise<Work | undefined> {
  const keep = await open(slot);
  try {
    const bytes = await keep.directory.read(NOTE);
    return bytes && (await read(JSON.parse(new TextDecoder().decode(bytes)), keep.directory));
  } catch (error) {
    console.warn(`lab storage: what is kept in "${slot}" cannot be read (${String(error)}); it has to be made again.`);
    return undefined;
  } finally {
    keep.release();
  }
}
