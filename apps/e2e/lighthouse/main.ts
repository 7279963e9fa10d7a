/**
 * `pnpm --filter @glassbox/e2e lighthouse [runs] [part of a path]`: audits every kind of page of the built site with Lighthouse's own mobile
 * profile (slow 4G and a phone's CPU, simulated) and judges the median of some runs by `budget.json`.
 * Ends with code 1 when a page breaks its budget. Writes `lighthouse-results.json`.
 */
import { writeFile } from 'node:fs/promises';
import { argv } from 'node:process';
import { chromium } from '@playwright/test';
import lighthouse, { type Flags, type Result } from 'lighthouse';
import { throttling } from 'lighthouse/core/config/constants.js';
import { pageFunctions } from 'lighthouse/core/lib/page-functions.js';
import { BROWSER_FLAGS, findBrowser } from '../../../scripts/find-browser.ts';
import { findFreePort, startTestServer } from '../tests/server.ts';
import budget from './budget.json' with { type: 'json' };
import { type AuditedPage, PAGES } from './pages.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
type Category = (typeof CATEGORIES)[number];
const RUNS = 3;
/** The browser's recording of a load now and then lacks its first event; Lighthouse then says nothing about the page and asks to be run again. */
const TRACE_WITHOUT_BEGINNING = 'NO_NAVSTART';
const TRIES = 3;
/** Lighthouse slows a computer of this benchmark index, the middle of its high-end desktops, four times (its docs/throttling.md). */
const REFERENCE = { benchmarkIndex: 1_750, slowdown: 4 };
const REPORT = new URL('../lighthouse-results.json', import.meta.url);

/** What one page came to: scores of 0 to 100 and times in milliseconds, each the median of all runs. */
interface Measured {
  readonly kind: string;
  readonly path: string;
  readonly scores: Readonly<Record<Category, number>>;
  readonly largestPaintMs: number;
  readonly blockedMs: number;
  readonly shift: number;
  readonly scriptKiB: number;
  /** How many times slower than this computer the phone was taken to be. */
  readonly slowdown: number;
  /** What each failed audit is called. */
  readonly failed: readonly string[];
  readonly broken: readonly string[];
}

const runs = Number(argv[2] ?? RUNS);
if (!Number.isInteger(runs) || runs < 1)
  throw new Error(`lighthouse: the number of runs was ${argv[2]}; it must be 1 or more`);
const pages = PAGES.filter(({ path }) => argv[3] === undefined || path.includes(argv[3]));

const server = await startTestServer();
const port = await findFreePort();
const executablePath = findBrowser();
const browser = await chromium.launch({
  args: [...BROWSER_FLAGS, `--remote-debugging-port=${port}`],
  ...(executablePath && { executablePath }),
});
const bench = await browser.newPage();
const measured: Measured[] = [];
try {
  for (const page of pages) {
    const results: Result[] = [];
    for (let run = 0; run < runs; run++) results.push(await audit(page, await slowdown()));
    measured.push(await judge(page, results));
    print(measured.at(-1) as Measured);
  }
} finally {
  await browser.close();
  await server.dispose();
}
await writeFile(REPORT, `${JSON.stringify({ runs, measured }, undefined, 2)}\n`);
const broken = measured.filter((each) => each.broken.length > 0);
console.log(`${measured.length - broken.length} kinds of page within the budget, ${broken.length} not`);
process.exitCode = broken.length === 0 ? 0 : 1;

/**
 * Returns how much slower than this computer is now the reference phone is: from 1 to Lighthouse's own 4. A busy computer is a slow one; four times slower than that
 * would be a phone that nobody has.
 */
async function slowdown(): Promise<number> {
  const index = await bench.evaluate(pageFunctions.computeBenchmarkIndex);
  return Math.min(REFERENCE.slowdown, Math.max(1, (REFERENCE.slowdown * index) / REFERENCE.benchmarkIndex));
}

async function audit(page: AuditedPage, cpuSlowdownMultiplier: number, tries = TRIES): Promise<Result> {
  const { path, skip } = page;
  const flags: Flags = {
    port,
    onlyCategories: [...CATEGORIES],
    skipAudits: Object.keys(skip ?? {}),
    ignoreStatusCode: true,
    throttling: { ...throttling.mobileSlow4G, cpuSlowdownMultiplier },
    // A first visit. By itself Lighthouse empties the cache and leaves what a page has written down of it: that it holds the site's faces.
    clearStorageTypes: ['all'],
    logLevel: 'error',
  };
  const result = await lighthouse(`${server.url}${path}`, flags);
  if (!result) throw new Error(`lighthouse: no result for ${path}`);
  const { lhr } = result;
  if (lhr.runtimeError?.code === TRACE_WITHOUT_BEGINNING && tries > 1)
    return audit(page, cpuSlowdownMultiplier, tries - 1);
  if (lhr.runtimeError) throw new Error(`lighthouse: ${path} was not audited: ${lhr.runtimeError.message}`);
  return lhr;
}

async function judge({ kind, path, reading, live }: AuditedPage, results: readonly Result[]): Promise<Measured> {
  const numeric = (id: string) => median(results.map(({ audits }) => audits[id]?.numericValue ?? Number.NaN));
  const scores = Object.fromEntries(
    CATEGORIES.map((name) => [
      name,
      median(results.map(({ categories }) => Math.round((categories[name]?.score ?? 0) * 100))),
    ]),
  ) as Record<Category, number>;
  const largestPaintMs = Math.round(numeric('largest-contentful-paint'));
  const scriptKiB = Math.round((median(await Promise.all(results.map(scriptBytes))) / 1024) * 10) / 10;
  const broken: string[] = CATEGORIES.filter((name) => scores[name] < budget.score[name]).map(
    (name) => `${name} ${scores[name]} < ${budget.score[name]}`,
  );
  if (reading && largestPaintMs >= budget.reading.largestPaintMs)
    broken.push(`largest paint ${largestPaintMs} ms >= ${budget.reading.largestPaintMs} ms`);
  if (reading && !live && scriptKiB > budget.reading.scriptKiB)
    broken.push(`script ${scriptKiB} KiB > ${budget.reading.scriptKiB} KiB`);
  return {
    kind,
    path,
    scores,
    largestPaintMs,
    blockedMs: Math.round(numeric('total-blocking-time')),
    shift: Math.round(numeric('cumulative-layout-shift') * 1000) / 1000,
    scriptKiB,
    slowdown:
      Math.round(median(results.map(({ configSettings }) => configSettings.throttling.cpuSlowdownMultiplier)) * 100) /
      100,
    failed: [...new Set(results.flatMap(failedAudits))],
    broken,
  };
}

/** Bytes of the scripts that a page fetched, gzipped; what Lighthouse counts has their headers in it, as much again. */
async function scriptBytes({ audits }: Result): Promise<number> {
  const details = audits['network-requests']?.details;
  if (details?.type !== 'table') throw new Error('lighthouse: the audit "network-requests" gave no table');
  const scripts = details.items.filter(({ resourceType }) => resourceType === 'Script').map(({ url }) => String(url));
  const sizes = await Promise.all(scripts.map(gzippedBytes));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function gzippedBytes(url: string): Promise<number> {
  const { headers, body } = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
  await body?.cancel();
  const size = headers.get('content-length');
  if (size === null) throw new Error(`lighthouse: ${url} came without its length; the server must tell it`);
  return Number(size);
}

/** Audits that cost points in the three categories that are not about time. */
function failedAudits({ categories, audits }: Result): string[] {
  return CATEGORIES.filter((name) => name !== 'performance').flatMap((name) =>
    (categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
      .map(({ id }) => `${name}: ${id}`),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

function print({
  kind,
  path,
  scores,
  largestPaintMs,
  blockedMs,
  shift,
  scriptKiB,
  slowdown: factor,
  failed,
  broken,
}: Measured): void {
  const four = CATEGORIES.map((name) => scores[name]).join(' / ');
  console.log(
    `${broken.length === 0 ? 'ok    ' : 'BROKEN'} ${kind} (${path}): ${four}, largest paint ${largestPaintMs} ms, blocked ${blockedMs} ms, shift ${shift}, script ${scriptKiB} KiB, CPU ÷ ${factor}`,
  );
  for (const line of [...broken, ...failed]) console.log(`       ${line}`);
}
