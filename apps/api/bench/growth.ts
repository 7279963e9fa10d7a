/**
 * The constants of docs/growth.md: what one learner leaves in the database and what each request costs, in a small database and in
 * one with a million answers. Learners go through the whole course over HTTP; the large database is made of copies of what they left.
 */
import pg from 'pg';
import { connect, type LearnerClient, QUESTIONS } from '../scripts/learner-client.ts';
import { startCluster } from '../scripts/postgres-cluster.ts';
import { startProcess } from '../scripts/server-process.ts';
import { bytesPerRow, copyLearners, rowCount, rowsPerLearner } from './copy-learners.ts';
import { answersTo, insertLearners, LEARNERS, learnerCookie } from './learners.ts';
import { cpuSeconds, cpuSecondsOfAll, describeMachine, loadAverage, round } from './measure.ts';
import { sendAnswers } from './send-load.ts';

export interface GrowthOptions {
  /** Who go through the course. */
  learners: number;
  /** How many attempts the large database shall hold. */
  attempts: number;
  /** How long answers are sent for each measurement. */
  seconds: number;
}

const CONNECTIONS = 8;
const READS = 200;
const MILLISECONDS = 1_000;

export async function benchGrowth({ learners, attempts, seconds }: GrowthOptions) {
  const cluster = await startCluster();
  const server = await startProcess({ DATABASE_URL: cluster.url });
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  const cpu = () => ({ server: cpuSeconds(server.pid), postgres: cpuSecondsOfAll(cluster.pid()) });
  const walBytes = async () =>
    Number((await client.query<{ n: string }>("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as n")).rows[0]?.n);
  try {
    const wal = await walBytes();
    let submissions = 0;
    for (let index = 0; index < learners; index += 1) {
      submissions += await goThroughCourse(await connect(server.url), `learner ${index}`);
    }
    const perLearner = {
      submissions: round(submissions / learners, 1),
      walBytesPerSubmission: Math.round(((await walBytes()) - wal) / submissions),
      rows: await rowsPerLearner(client, learners),
    };
    console.error(JSON.stringify(perLearner));
    await insertLearners(cluster.url);
    const small = await measure();
    console.error(JSON.stringify(small));
    const copies = Math.ceil(attempts / (await rowCount(client, 'attempt')));
    await copyLearners(client, copies);
    await client.query('vacuum analyze');
    await client.query('checkpoint');
    const bytes = await bytesPerRow(client);
    const large = await measure();
    const report = {
      machine: describeMachine(),
      questions: QUESTIONS.length,
      perLearner,
      bytesPerRow: bytes,
      small,
      large,
    };
    return { ...report, passed: small.failed === 0 && large.failed === 0 };
  } finally {
    await client.end();
    await server.end('SIGTERM');
    await cluster.stop();
  }

  async function measure() {
    const rows = await rowCount(client, 'attempt');
    await sendAnswers({ url: server.url, connections: CONNECTIONS, seconds: 2, seed: `warm-up ${rows}` });
    let before = cpu();
    const answers = await sendAnswers({ url: server.url, connections: CONNECTIONS, seconds, seed: `growth ${rows}` });
    const submission = perRequest(before, cpu(), answers.acknowledged);
    const reads: Record<string, ReturnType<typeof perRequest>> = {};
    const lesson = QUESTIONS[0]?.lesson ?? '';
    for (const path of [
      '/api/learner',
      `/api/lessons/${lesson}/quiz`,
      '/api/progress',
      '/api/mastery',
      '/api/review',
    ]) {
      before = cpu();
      for (let index = 0; index < READS; index += 1) {
        const headers = { cookie: learnerCookie(index % LEARNERS) };
        const response = await fetch(server.url + path, { headers });
        if (response.status !== 200) throw new Error(`GET ${path}: ${response.status}`);
        await response.arrayBuffer();
      }
      reads[path] = perRequest(before, cpu(), READS);
    }
    return { attempts: rows, failed: answers.failed, submission, reads, loadAverage: loadAverage() };
  }
}

interface Cpu {
  server: number;
  postgres: number;
}

/** CPU milliseconds of one request. */
function perRequest(before: Cpu, after: Cpu, requests: number): Cpu {
  const ms = (name: keyof Cpu) => round(((after[name] - before[name]) * MILLISECONDS) / requests, 2);
  return { server: ms('server'), postgres: ms('postgres') };
}

/** Opens each lesson and answers every question until it is right, three times at most. Returns how many answers that took. */
async function goThroughCourse({ client }: LearnerClient, seed: string): Promise<number> {
  const nextAnswer = answersTo(seed);
  let sent = 0;
  for (const lesson of new Set(QUESTIONS.map((each) => each.lesson))) {
    await client.api.lessons[':slug'].quiz.$get({ param: { slug: lesson } });
    for (const { question } of QUESTIONS.filter((each) => each.lesson === lesson)) {
      if (question.kind === 'free-text') continue; // assessed by its writer, in two requests and with a limit of its own
      for (let tries = 0; tries < 3; tries += 1) {
        const response = await client.api.attempts.$post({ json: nextAnswer(lesson, question) });
        sent += 1;
        if (response.status !== 201) throw new Error(`${lesson}/${question.id}: ${response.status}`);
        const result = await response.json();
        if ('verdict' in result && result.verdict === 'right') break;
      }
    }
    await client.api.progress.$get();
  }
  return sent;
}
