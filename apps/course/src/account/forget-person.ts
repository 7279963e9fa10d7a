/**
 * What stays in a browser when somebody leaves it, on a computer that others use too. Signing out takes away what came from
 * the account or tells of it; deleting everything also takes away what was written, chosen and trained in labs.
 */
import { THEME_KEY } from '../theme/theme-script.ts';

/** Progress, reviews, quizzes, questions to the course and the place: all of the account begins so, labs with a dot. */
const OF_ACCOUNT = 'glassbox-';
const OF_SITE = 'glassbox';
/** Tell of nobody: how bright the pages are, and that the course is kept for reading without a network. */
const OF_NOBODY = [THEME_KEY, 'glassbox.offline'];
/** Where labs keep models in the browser's private storage (`labs/worker/keep.ts`). */
const LABS = 'labs';

/** To be called when somebody signed out. */
export function forgetAccount(storage: Storage | undefined = local()): void {
  forget(storage, OF_ACCOUNT);
}

/** To be called when somebody deleted everything. Resolves also where the browser lets nothing be deleted. */
export async function forgetEverything(
  storage: Storage | undefined = local(),
  files: () => Promise<FileSystemDirectoryHandle> = () => navigator.storage.getDirectory(),
): Promise<void> {
  forget(storage, OF_SITE);
  try {
    await (await files()).removeEntry(LABS, { recursive: true });
  } catch {
    // Nothing was kept, or another tab trains there; that tab's model is of no learner any more.
  }
}

function forget(storage: Storage | undefined, prefix: string): void {
  try {
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, place) => storage?.key(place) ?? '');
    for (const key of keys) if (key.startsWith(prefix) && !OF_NOBODY.includes(key)) storage?.removeItem(key);
  } catch {
    // Blocked storage keeps nothing either.
  }
}

function local(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
