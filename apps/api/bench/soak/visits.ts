/**
 * What learners do, over and over: read a lesson with its scripts, answer, finish a lab, look at their progress, ask the course,
 * hand in a trained model; some come for the first time, and some of them delete themselves again. Seeded.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LessonMeta, lessons } from '@glassbox/curriculum/public';
import { secretQuizzes } from '@glassbox/curriculum/secret';
import { connect, type LearnerClient, QUESTIONS, rightAnswer } from '../../scripts/learner-client.ts';

/** How often each thing was done, and what went wrong. */
export interface Done {
  visits: number;
  pages: number;
  /** Acknowledged with 201 or, a free text, 202. */
  answers: number;
  labs: number;
  questions: number;
  experiments: number;
  graded: number;
  learners: number;
  deleted: number;
  /** A limit said no, as it should to somebody so eager. */
  limited: number;
  failures: string[];
}

export interface Visitors {
  done: Done;
  /** One visit of one learner. Failures are noted in `done`, never thrown. */
  visit(): Promise<void>;
  ask(): Promise<void>;
  /** Hands a model in and watches it until it has ended. */
  handIn(): Promise<void>;
}

/** So many come back again and again; the others are new, as most visitors of a site are. */
const REGULARS = 200;
const NEW_SHARE = 0.15;
const DELETE_SHARE = 0.2;
const ANSWERS_PER_VISIT = 4;
const MAX_FAILURES_KEPT = 20;
const WATCH_EVERY_MS = 1_000;
const MAX_LOOKS = 120;
const TOO_MANY = 429;

const READY = lessons.filter(({ status }) => status === 'ready');
const MODEL = ['config.json', 'model.safetensors', 'tokenizer.json'].map((name) => ({
  name,
  bytes: readFileSync(fileURLToPath(new URL(`../../../e2e/fixtures/plays-model/${name}`, import.meta.url))),
}));
const ASKED = [
  { locale: 'zh', question: '温度是什么？' },
  { locale: 'zh', question: '每秒50个词元，600个要等多久？' },
  { locale: 'en', question: 'What is temperature?' },
  { locale: 'en', question: 'Why do language models hallucinate?' },
  { locale: 'zh', question: '食堂几点开门？' },
  { locale: 'en', question: 'How many carp live in the campus pond?' },
] as const;

export function createVisitors(url: string, random: () => number): Visitors {
  const regulars: LearnerClient[] = [];
  const done: Done = {
    visits: 0,
    pages: 0,
    answers: 0,
    labs: 0,
    questions: 0,
    experiments: 0,
    graded: 0,
    learners: 0,
    deleted: 0,
    limited: 0,
    failures: [],
  };

  const noting = async (what: string, work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => {
      if (done.failures.length < MAX_FAILURES_KEPT) done.failures.push(`${what}: ${String(error)}`);
    });
  };
  const pick = <T>(list: readonly T[]): T => {
    const found = list[Math.floor(random() * list.length)];
    if (found === undefined) throw new Error('pick: an empty list');
    return found;
  };

  async function someone(): Promise<{ learner: LearnerClient; isNew: boolean }> {
    const isNew = regulars.length < REGULARS || random() < NEW_SHARE;
    if (!isNew) return { learner: pick(regulars), isNew };
    const learner = await connect(url);
    done.learners += 1;
    if (regulars.length < REGULARS) regulars.push(learner);
    return { learner, isNew };
  }

  async function read(path: string, cookie: string): Promise<void> {
    const page = await take(`${url}${path}`, { headers: { cookie } });
    const scripts = [...page.matchAll(/(?:src|href)="(\/_astro\/[^"]+)"/g)].map(([, found]) => found ?? '');
    for (const script of new Set(scripts)) await take(`${url}${script}`);
    done.pages += 1;
  }

  async function answer(learner: LearnerClient, lesson: LessonMeta): Promise<void> {
    const own = QUESTIONS.flatMap((each, index) => (each.lesson === lesson.slug ? [index] : []));
    if (own.length === 0) return;
    for (let count = 0; count < ANSWERS_PER_VISIT; count += 1) {
      const { status } = await send(learner, `${url}/api/attempts`, rightAnswer(pick(own)));
      if (status === TOO_MANY) done.limited += 1;
      else done.answers += 1;
    }
  }

  return {
    done,
    visit: () =>
      noting('visit', async () => {
        const { learner, isNew } = await someone();
        const lesson = pick(READY);
        await read(`${random() < 0.7 ? '' : '/en'}/lessons/${lesson.slug}`, learner.cookie);
        for (const path of [`/api/lessons/${lesson.slug}/quiz`, `/api/lessons/${lesson.slug}/attempts`]) {
          await take(url + path, { headers: { cookie: learner.cookie } });
        }
        await send(learner, `${url}/api/place`, { lesson: lesson.slug, section: null, at: new Date().toISOString() });
        await answer(learner, lesson);
        const lab = lesson.labs.length === 0 ? undefined : pick(lesson.labs);
        if (lab !== undefined) {
          const data = { seconds: Math.floor(random() * 600) };
          const activity = { idempotencyKey: randomUUID(), lesson: lesson.slug, activity: 'lab-finished', lab, data };
          await send(learner, `${url}/api/activities`, activity);
          done.labs += 1;
        }
        for (const path of ['/api/progress', '/api/mastery', '/api/review']) {
          await take(url + path, { headers: { cookie: learner.cookie } });
        }
        done.visits += 1;
        if (isNew && !regulars.includes(learner) && random() < DELETE_SHARE) {
          await take(`${url}/api/me/export`, { headers: { cookie: learner.cookie } });
          await send(learner, `${url}/api/me/delete`, { confirm: 'delete everything' });
          done.deleted += 1;
        }
      }),
    ask: () =>
      noting('ask', async () => {
        const { learner } = await someone();
        const { status } = await send(learner, `${url}/api/ask`, pick(ASKED));
        if (status === TOO_MANY) done.limited += 1;
        else done.questions += 1;
      }),
    handIn: () =>
      noting('experiment', async () => {
        const { learner } = await someone();
        if (await handModelIn(url, learner)) done.graded += 1;
        done.experiments += 1;
      }),
  };
}

/** Returns whether it was graded; a run that is refused or fails throws with its reason. */
async function handModelIn(url: string, learner: LearnerClient): Promise<boolean> {
  const { body } = await send(learner, `${url}/api/experiments`, {
    idempotencyKey: randomUUID(),
    ...experimentQuestion(),
    files: MODEL.map(({ name, bytes }) => ({ name, sizeBytes: bytes.length })),
  });
  const { id } = JSON.parse(body) as { id: string };
  for (const { name, bytes } of MODEL) {
    await take(`${url}/api/experiments/${id}/files/${name}`, {
      method: 'PUT',
      headers: { cookie: learner.cookie, 'content-type': 'application/octet-stream' },
      body: bytes,
    });
  }
  await send(learner, `${url}/api/experiments/${id}/start`, {});
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const text = await take(`${url}/api/experiments/${id}`, { headers: { cookie: learner.cookie } });
    const { state, reason } = JSON.parse(text) as { state: string; reason?: { code: string } };
    if (state === 'graded') return true;
    if (state !== 'queued' && state !== 'running') throw new Error(`${state}: ${reason?.code}`);
    await new Promise((resolve) => setTimeout(resolve, WATCH_EVERY_MS));
  }
  throw new Error(`no result after ${MAX_LOOKS} looks`);
}

function experimentQuestion() {
  const found = secretQuizzes['next-token']?.questions.find(({ kind }) => kind === 'experiment');
  if (found === undefined) throw new Error('lesson next-token has no experiment');
  return { lesson: 'next-token', questionId: found.id, questionVersion: found.version };
}

async function send({ cookie }: LearnerClient, url: string, body: unknown): Promise<{ status: number; body: string }> {
  const headers = { cookie, 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (response.ok || response.status === TOO_MANY) return { status: response.status, body: text };
  throw new Error(`POST ${new URL(url).pathname}: ${response.status} ${text}`);
}

/** Reads the whole answer; anything but 2xx throws. */
async function take(url: string, init?: RequestInit): Promise<string> {
  const response = await fetch(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`${init?.method ?? 'GET'} ${new URL(url).pathname}: ${response.status} ${text}`);
  return text;
}
