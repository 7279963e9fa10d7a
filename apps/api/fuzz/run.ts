/**
 * `pnpm --filter @glassbox/api fuzz [requests] [seed]`: a whole server on a fresh database in a temporary folder, with the
 * real course, attacked over HTTP on 127.0.0.1. Ends with 1 when anything went wrong.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { eq } from 'drizzle-orm';
import { openFolder } from '../src/db/open-folder.ts';
import { learner } from '../src/db/tables.ts';
import { listen } from '../src/http/listen.ts';
import { loadCourse } from '../src/load-course.ts';
import { openApp } from '../src/open-app.ts';
import { readAccountSettings } from '../src/settings/account-settings.ts';
import { attack } from './attack.ts';
import type { OpenApi } from './operations.ts';
import { knownQuestions } from './questions.ts';

const REQUESTS = 10_000;
const MEGABYTE = 1024 * 1024;

const [requests = REQUESTS, seed = 1] = process.argv
  .slice(2)
  .filter((text) => text !== '--')
  .map(Number);
const folder = mkdtempSync(join(tmpdir(), 'glassbox-fuzz-'));
const logged: string[] = [];
const database = await openFolder(join(folder, 'data'));
const catalogue = await loadCourse();
let handle: ((request: Request, env: object) => Response | Promise<Response>) | undefined;
const listener = await listen(
  '127.0.0.1',
  0,
  getRequestListener((request, env) => handle?.(request, env) ?? new Response(null, { status: 503 })),
);
const origin = `http://127.0.0.1:${listener.port}`;
const accounts = readAccountSettings({ MAIL_OUTBOX: join(folder, 'mail.jsonl'), TRUSTED_PROXIES: '1' });
const app = await openApp(
  database,
  {
    host: '127.0.0.1',
    port: listener.port,
    dataDir: join(folder, 'data'),
    catalogue,
    accounts,
    log: (line) => logged.push(line),
  },
  { origin },
);
handle = app.fetch;

const newcomers: string[] = [];
let network = 0;
/** Every request from another network: limits per network are tested elsewhere and would end this one early. */
async function send(path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  const address = `10.${(network >> 16) & 255}.${(network >> 8) & 255}.${network & 255}`;
  network++;
  if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', address);
  const once = () => fetch(`${origin}${path}`, { ...init, headers });
  // A connection over which a refused body was still coming is cut after half a second: like a browser, take another.
  return once().catch(once);
}

const begun = performance.now();
const report = await attack({
  send,
  origin,
  document: (await (await send('/api/openapi.json', {})).json()) as OpenApi,
  questions: knownQuestions(catalogue),
  async newcomer(actor) {
    if (actor === 'visitor') return undefined;
    const response = await send('/api/learner', {});
    const { learnerId } = (await response.json()) as { learnerId: string };
    await database.db.update(learner).set({ role: actor }).where(eq(learner.id, learnerId));
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    newcomers.push(cookie.split('=')[1] ?? '');
    return cookie;
  },
  requests,
  seed,
});

const alive = await send('/api/ready', {});
if (alive.status !== 200) report.faults.push(`afterwards the server answered ${alive.status}`);
if ('polluted' in {}) report.faults.push('a request wrote into Object.prototype');
const told = newcomers.filter((token) => logged.some((line) => line.includes(token)));
if (told.length > 0) report.faults.push(`the log holds ${told.length} tokens`);

console.log(`${requests} requests, seed ${seed}, ${Math.round((performance.now() - begun) / 1000)} s`);
console.log(`statuses: ${JSON.stringify(report.statuses)}`);
console.log(`slowest: ${report.slowest.ms} ms, ${report.slowest.request}`);
console.log(`memory: ${Math.round(process.memoryUsage().rss / MEGABYTE)} MB`);
console.log(`never past the refusals: ${report.neverPassed.join(', ') || 'none'}`);
console.log(`log: ${logged.length} lines`);
for (const line of [...new Set(logged)].slice(0, 20)) console.log(`  ${line.slice(0, 300)}`);
console.log(`faults: ${report.faults.length}`);
for (const fault of report.faults.slice(0, 60)) console.log(`  ${fault}`);
await listener.close();
await app.close();
rmSync(folder, { recursive: true });
process.exit(report.faults.length === 0 ? 0 : 1);
