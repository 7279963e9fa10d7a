/**
 * Makes the folder of a new lesson from `template/`: five files, both languages, questions of several kinds. It is a
 * draft: it builds, `pnpm dev` shows it, and learners do not see it until its status says ready.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSeq, parseDocument } from 'yaml';
import { FOLDER } from '../load-course.ts';
import { readYaml } from '../read-yaml.ts';
import { modulesSchema } from '../schema.ts';
import { UsageError } from './usage-error.ts';

export interface NewLessonOptions {
  /** The package folder. */
  root: string;
  slug: string;
  /** Id or number; default: the last module of the course. */
  module?: string | undefined;
  /** The place in its module, 0–9; default: behind the last lesson there. */
  place?: string | undefined;
  title: { zh?: string | undefined; en?: string | undefined };
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Addresses and folder names stay readable. */
const MAX_SLUG = 60;
const MAX_PLACE = 9;
const FILES = ['lesson.yaml', 'zh.mdx', 'en.mdx', 'quiz.yaml', 'sources.yaml'];

/** Writes the lesson and returns what to tell its author. Throws `UsageError` before anything is written. */
export function newLesson(options: NewLessonOptions): string {
  const { root, slug } = options;
  if (!SLUG.test(slug) || slug.length > MAX_SLUG) {
    throw new UsageError(
      `lesson new: found the slug "${slug}"; needed lower-case letters, digits and single hyphens, at most ${MAX_SLUG}, such as why-temperature; it becomes the address /lessons/SLUG.`,
    );
  }
  const folders = readdirSync(join(root, 'lessons'));
  const taken = folders.find((folder) => FOLDER.exec(folder)?.groups?.slug === slug);
  const folder = taken ?? `${freePlace(options, folders)}-${slug}`;
  const path = join(root, 'lessons', folder);
  if (taken !== undefined) refuseWritten(path, taken, slug);
  const texts = FILES.map((name) => [name, fill(read(root, name), options)] as const);

  if (taken === undefined) mkdirSync(path);
  for (const [name, text] of texts) {
    const file = join(path, name);
    if (name === 'lesson.yaml' && taken !== undefined) writeFileSync(file, asDraft(readFileSync(file, 'utf8'), text));
    else if (!existsSync(file)) writeFileSync(file, text);
  }
  return nextSteps(folder, slug, taken !== undefined);
}

/** A planned lesson has a title and a summary and waits to be written; anything further belongs to its author. */
function refuseWritten(path: string, folder: string, slug: string): void {
  const status = parseDocument(readFileSync(join(path, 'lesson.yaml'), 'utf8')).get('status');
  const written = FILES.filter((name) => name !== 'lesson.yaml' && existsSync(join(path, name)));
  if (status === 'planned' && written.length === 0) return;
  throw new UsageError(
    `lesson new: found the slug "${slug}" in lessons/${folder} (${written.join(', ') || `status: ${String(status)}`}); needed a new one; edit that lesson, or choose another slug. Nothing was written.`,
  );
}

function freePlace({ root, module, place }: NewLessonOptions, folders: readonly string[]): string {
  const file = 'modules.yaml';
  const { modules = [] } = readYaml(readFileSync(join(root, file), 'utf8'), file, modulesSchema).value ?? {};
  const ordered = modules.toSorted((a, b) => a.number - b.number);
  const wanted = module ?? ordered.at(-1)?.id;
  const found = ordered.find(({ id, number }) => id === wanted || String(number) === wanted);
  if (!found) {
    const known = ordered.map(({ id, number }) => `${id} (${number})`).join(', ');
    throw new UsageError(`lesson new: found --module ${wanted}; needed one of ${known}.`);
  }
  const taken = folders.flatMap((folder) => {
    const groups = FOLDER.exec(folder)?.groups;
    return groups?.module === String(found.number) ? [Number(groups.place)] : [];
  });
  const last = Math.max(0, ...taken);
  if (place !== undefined) {
    if (!/^\d$/.test(place)) throw new UsageError(`lesson new: found --place ${place}; needed one digit, 0 to 9.`);
    if (taken.includes(Number(place)))
      throw new UsageError(
        `lesson new: found --place ${place}, where ${found.id} has a lesson already; needed a free one: ${free(taken)}.`,
      );
    return `${found.number}${place}`;
  }
  if (last < MAX_PLACE) return `${found.number}${last + 1}`;
  throw new UsageError(
    `lesson new: found no place behind the last lesson of ${found.id}; needed a free one (${free(taken) || 'none is left'}) by --place, or another --module.`,
  );
}

function free(taken: readonly number[]): string {
  return Array.from({ length: MAX_PLACE + 1 }, (_, digit) => digit)
    .filter((digit) => !taken.includes(digit))
    .join(', ');
}

function read(root: string, name: string): string {
  return readFileSync(join(root, 'template', name), 'utf8');
}

function fill(template: string, { slug, title }: NewLessonOptions): string {
  const words = slug.replaceAll('-', ' ');
  const values: Record<string, string> = {
    title_zh: quoted(title.zh ?? `新的一课（${words}）`),
    title_en: quoted(title.en ?? words.charAt(0).toUpperCase() + words.slice(1)),
    slug,
  };
  return template.replaceAll(/__([a-z_]+?)__/g, (whole, name: string) => values[name] ?? whole);
}

/** As a YAML text that may hold colons and quotes. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A planned lesson keeps its title, summary and minutes; the rest comes from the template. */
function asDraft(planned: string, template: string): string {
  const [document, from] = [parseDocument(planned), parseDocument(template)];
  document.set('status', 'draft');
  const labs = document.get('labs');
  if (!isSeq(labs) || labs.items.length === 0) document.set('labs', from.get('labs'));
  if (!document.has('objectives')) document.set('objectives', from.get('objectives'));
  return document.toString({ lineWidth: 0 });
}

function nextSteps(folder: string, slug: string, wasPlanned: boolean): string {
  return `${wasPlanned ? 'Filled the planned lesson' : 'Made'} packages/curriculum/lessons/${folder} (draft: only authors see it).

Next:
  1. pnpm dev                      then open http://localhost:4321/lessons/${slug} and /en/lessons/${slug}
  2. write zh.mdx and en.mdx, then quiz.yaml and sources.yaml; the page follows what you save
  3. pnpm lesson check ${slug}     tells what is missing, with its place
  4. status: ready in lesson.yaml  when the check is clean: now learners see it

Guide: docs/authoring/README.md`;
}
