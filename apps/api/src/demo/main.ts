/**
 * `pnpm demo`: a server over a data folder of its own with invented learners in it, so that the instructors' pages have
 * something to show. A folder that is used for anything else is left alone unless `--add` says otherwise.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Catalogue, listVersions } from '../catalogue.ts';
import { openFolder } from '../db/open-folder.ts';
import { freezeQuestions } from '../db/question-versions.ts';
import { StartupError } from '../errors.ts';
import { loadCourse } from '../load-course.ts';
import { main as serve } from '../main.ts';
import type { Settings } from '../settings.ts';
import { seedDemo } from './seed-demo.ts';

const DEFAULT_FOLDER = '.data-demo';
const EMAIL = 'instructor@example.org';
const SEED = 'a demonstration';
/** Beside the database: says that the folder is ours, and whether it is complete. */
const MARKER = 'demo.json';
const CONSENT = '--add';

/** Fills the folder on the first run, then serves it until stopped. */
export async function main(env: NodeJS.ProcessEnv = process.env, args = process.argv.slice(2)): Promise<void> {
  const { DATABASE_URL: _notThere, ...rest } = env;
  await serve({ ...rest, DATA_DIR: env.DATA_DIR || DEFAULT_FOLDER }, async (settings) => {
    await fillOnce(settings, args.includes(CONSENT));
    return ({ url }) => [
      `Instructor: sign in at ${url}/account as ${EMAIL}; the code is printed here.`,
      `Then look at ${url}/teach (English: ${url}/en/teach).`,
    ];
  });
}

async function fillOnce({ dataDir }: Settings, consent: boolean): Promise<void> {
  const folder = resolve(dataDir);
  const [database, marker] = [join(folder, 'database'), join(folder, MARKER)];
  const state = existsSync(marker) ? JSON.parse(readFileSync(marker, 'utf8')).state : undefined;
  if (state === 'complete') return;
  if (state === undefined && existsSync(database) && !consent) {
    throw new StartupError(
      'demo-folder-used',
      `DATA_DIR: ${folder} holds a database that is no demonstration; a folder of its own was needed; leave DATA_DIR out, or say "pnpm demo ${CONSENT}" to put 120 invented learners into this one.`,
    );
  }
  // Begun here and never finished: nothing in it is anyone's.
  if (state === 'begun') rmSync(database, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // With consent the folder stays its owner's: an interrupted run must not make it look like ours.
  if (!existsSync(database)) writeFileSync(marker, JSON.stringify({ state: 'begun' }));
  await fill(folder, await loadCourse());
  writeFileSync(marker, JSON.stringify({ state: 'complete', seed: SEED }));
}

async function fill(folder: string, catalogue: Catalogue): Promise<void> {
  const database = await openFolder(folder);
  try {
    const now = new Date();
    await freezeQuestions(database.db, listVersions(catalogue), now);
    console.log(`Making a demonstration in ${folder} (about a minute, once) …`);
    const made = await seedDemo({ db: database.db, catalogue, now, seed: SEED, email: EMAIL, onProgress });
    console.log(`Made ${made.learners} learners and ${made.answers} first answers.`);
  } finally {
    await database.close();
  }
}

function onProgress(done: number, total: number): void {
  if (done % 20 === 0) console.log(`  ${done} of ${total} learners`);
}
