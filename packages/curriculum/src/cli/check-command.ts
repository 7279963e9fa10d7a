/** `pnpm lesson check [SLUG]`: tells every problem, for people or for an editor, once or whenever a file changes. */
import { watch } from 'node:fs';
import { checkCourse } from '../load-course.ts';
import { count, describe, isError, type Problem } from '../problem.ts';
import { UsageError } from './usage-error.ts';

export interface CheckOptions {
  /** The package folder. */
  root: string;
  /** Only this lesson, by slug or folder, with what is wrong in the course's own files. */
  slug: string | undefined;
  json: boolean;
  print: (text: string) => void;
}

/** Prints every problem and returns the exit code: 1 when there is an error, else 0. Drafts are checked too. */
export function check({ root, slug, json, print }: CheckOptions): number {
  const { course, problems: all } = checkCourse(root, { drafts: true });
  const problems = slug === undefined ? all : all.filter(concerns(course.lessons, slug));
  const errors = problems.filter(isError).length;
  const warnings = problems.length - errors;
  if (json) {
    const entries = problems.map(({ level, ...problem }) => ({ level: level ?? 'error', ...problem }));
    print(JSON.stringify({ errors, warnings, problems: entries }, null, 2));
  } else {
    const checked = slug ?? count(course.lessons.length, 'lesson');
    const told = problems.toSorted(byPlace).map((problem) => `packages/curriculum/${describe(problem)}`);
    print([...told, `${checked}: ${count(errors, 'error')}, ${count(warnings, 'warning')}`].join('\n'));
  }
  return errors > 0 ? 1 : 0;
}

/** Checks now and after every change below `lessons/` or of the course's own files. Never returns by itself. */
export function checkAndWatch(options: CheckOptions): void {
  const run = () => {
    try {
      check(options);
    } catch (error) {
      // A folder that is being renamed is gone for a moment; the next change checks again.
      options.print(error instanceof Error ? error.message : String(error));
    }
    options.print('Waiting for changes; Ctrl-C ends it.');
  };
  let waiting: NodeJS.Timeout | undefined;
  const later = (name: string | null) => {
    if (name !== null && !/\.(mdx|yaml|svg|png|jpg|webp)$/.test(name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(run, SETTLE_MS);
  };
  run();
  watch(`${options.root}lessons`, { recursive: true }, (_event, name) => later(name));
  watch(options.root, (_event, name) => later(name));
}

/** An editor writes a file in several steps. */
const SETTLE_MS = 100;

function concerns(lessons: readonly { slug: string; folder: string }[], slug: string): (problem: Problem) => boolean {
  const lesson = lessons.find((each) => each.slug === slug || each.folder === slug);
  // A lesson whose lesson.yaml can't be read is not in the course, and is the one to be told about.
  const folder = lesson?.folder;
  return ({ file }) => {
    const [top, own] = file.split('/');
    if (top !== 'lessons') return true;
    return own === folder || (folder === undefined && own?.replace(/^\d\d-/, '') === slug) || own === slug;
  };
}

/** Throws `UsageError` when no folder belongs to the slug. */
export function requireLesson(folders: readonly string[], slug: string): void {
  if (folders.some((folder) => folder === slug || folder.replace(/^\d\d-/, '') === slug)) return;
  const known = folders.map((folder) => folder.replace(/^\d\d-/, '')).join(', ');
  throw new UsageError(`lesson check: found no lesson "${slug}"; needed one of ${known}.`);
}

function byPlace(left: Problem, right: Problem): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
