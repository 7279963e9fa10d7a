/**
 * The database's own limit: pgbench runs the very statements that the application issued for some answers, from finding the
 * session to the commit, prepared, with learner and keys drawn anew each time.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { Cluster } from '../scripts/postgres-cluster.ts';
import { startServer } from '../src/start-server.ts';
import { answersOf, LEARNERS, learnerCookie, learnerId, learnerTokenHash, TOKEN_LENGTH } from './learners.ts';
import { round, spread } from './measure.ts';

export interface Scripts {
  /** The caller's to remove. */
  folder: string;
  files: string[];
  /** Round trips to Postgres for one answer, the mean over the scripts. */
  statements: number;
}

interface Statement {
  text: string;
  values: readonly unknown[];
}

/** So many answers are recorded and pgbench draws from them. With more of them planning would weigh on it: every connection plans each statement anew some times. */
const RECORDED = 8;
/** What a starting server asks beside, for its index of the course. */
const BACKGROUND = 'course_document';
const SHOWN_CHARACTERS = 500;
const CREATED = 201;
const MICROSECONDS_PER_MS = 1_000;
/** The learner whose answers are recorded; pgbench puts others in its place. */
const RECORDER = LEARNERS - 1;

/** Submits answers through the application in this process and returns a pgbench script for each. */
export async function writeScripts(url: string): Promise<Scripts> {
  const nextAnswer = answersOf('recorded');
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-pgbench-'));
  const recorder = record();
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    dataDir: folder,
    databaseUrl: url,
    log: () => undefined,
  });
  const files: string[] = [];
  let statements = 0;
  try {
    for (let index = 0; index < RECORDED; index += 1) {
      recorder.statements.length = 0;
      const body = nextAnswer();
      const response = await fetch(`${server.url}/api/attempts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: learnerCookie(RECORDER) },
        body: JSON.stringify(body),
      });
      if (response.status !== CREATED)
        throw new Error(`POST /api/attempts answered ${response.status}; 201 was needed`);
      const { attemptId } = (await response.json()) as { attemptId: string };
      const file = join(folder, `${index}.sql`);
      writeFileSync(file, toScript(recorder.statements, { idempotencyKey: body.idempotencyKey, attemptId }));
      files.push(file);
      statements += recorder.statements.length;
    }
  } finally {
    recorder.stop();
    await server.close();
  }
  return { folder, files, statements: round(statements / RECORDED, 1) };
}

/** Listens to everything that this process asks of Postgres. */
function record(): { statements: Statement[]; stop(): void } {
  const statements: Statement[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [first, second] = given;
    const text = typeof first === 'string' ? first : (first as { text: string }).text;
    const values = Array.isArray(second) ? second : ((first as { values?: unknown[] }).values ?? []);
    if (!text.includes(BACKGROUND)) statements.push({ text, values });
    return Reflect.apply(query, this, given);
  } as typeof query;
  return {
    statements,
    stop() {
      pg.Client.prototype.query = query;
    },
  };
}

function toScript(statements: readonly Statement[], ids: { idempotencyKey: string; attemptId: string }): string {
  const asUuid = (name: string) => `('00000000-0000-4000-8000-' || lpad(to_hex((:${name})::bigint), 12, '0'))::uuid`;
  const named = new Map([
    [learnerId(RECORDER), asUuid('learner')],
    [ids.idempotencyKey, asUuid('key')],
    [ids.attemptId, asUuid('attempt')],
    [learnerTokenHash(RECORDER), `encode(sha256(lpad((:learner)::bigint::text, ${TOKEN_LENGTH}, 'A')::bytea), 'hex')`],
  ]);
  const lines = statements.map(({ text, values }) => {
    const oneLine = text.replaceAll(/\s+/g, ' ').trim();
    return `${oneLine.replaceAll(/\$(\d+)/g, (_, place) => literal(values[Number(place) - 1], named))};`;
  });
  return [
    `\\set learner random(0, ${LEARNERS - 1})`,
    '\\set key random(0, 281474976710655)',
    '\\set attempt random(0, 281474976710655)',
    ...lines,
    '',
  ].join('\n');
}

function literal(value: unknown, named: ReadonlyMap<string, string>): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : JSON.stringify(value);
  return named.get(text) ?? quote(text);
}

/** pgbench takes a colon before a letter for a variable, also inside a text (`"verdict":true`): there it is written as its code. */
function quote(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''");
  return `E'${escaped.replaceAll(/:(?=[\p{L}_])/gu, '\\x3a')}'`;
}

/** Runs pgbench's prepared mode and returns its rate and latencies. */
export async function runPgbench(
  { url, binaries }: Pick<Cluster, 'url' | 'binaries'>,
  { files }: Scripts,
  { clients, seconds }: { clients: number; seconds: number },
) {
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-pgbench-'));
  const flags = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', '-T', String(seconds), '-l'];
  const child = spawn(
    join(binaries, 'pgbench'),
    [...flags, '--sampling-rate', '0.1', ...files.flatMap((file) => ['-f', file]), url],
    { cwd: folder },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const perSecond = Number(/tps = ([\d.]+)/.exec(output)?.[1]);
  const failed = Number(/failed transactions: (\d+)/.exec(output)?.[1]);
  if (code !== 0 || Number.isNaN(perSecond))
    throw new Error(`pgbench ended with ${code}: ${output.slice(0, SHOWN_CHARACTERS)}`);
  const latencies = readdirSync(folder).flatMap((name) => readLatencies(join(folder, name)));
  rmSync(folder, { recursive: true });
  return { perSecond: round(perSecond, 1), failed, ms: spread(latencies) };
}

/** pgbench writes `client transaction microseconds …`, one line each. */
function readLatencies(file: string): number[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => Number(line.split(' ')[2]) / MICROSECONDS_PER_MS);
}
