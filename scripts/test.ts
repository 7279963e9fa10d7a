/**
 * `pnpm test`: finds a browser, runs every package's tests through turbo (unchanged packages come from its cache),
 * adds up their reports and ends with `N passed, N failed` alone on a line.
 */
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallBrowser } from './find-browser.ts';
import { ROOT, turbo } from './turbo.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numPendingTests: number;
  numTodoTests: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

const REPORT = 'test-results.json';

function findPackages(): string[] {
  return globSync('{{packages,apps}/*,docs}/package.json', { cwd: ROOT })
    .filter((file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).scripts?.test)
    .map((file) => join(ROOT, file, '..'));
}

/** Counts of one package; a package that left no report counts as one failure. */
function readCounts(folder: string): Counts {
  const file = join(folder, REPORT);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report: VitestReport | PlaywrightReport = JSON.parse(readFileSync(file, 'utf8'));
  if ('stats' in report) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped };
  }
  // A file that cannot even load has a failed suite and no failed test.
  const failed = report.numFailedTests || report.numFailedTestSuites;
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

function findBrowserOrExit(): string {
  try {
    return findOrInstallBrowser();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}

const browser = findBrowserOrExit();
const packages = findPackages();
for (const folder of packages) rmSync(join(folder, REPORT), { force: true });
const env = { ...process.env, CHROME_PATH: browser };
const code = await testPackages(process.argv.slice(2));

/**
 * The packages are built first, by themselves: while the site is built on one core their tests keep the other busy. Once the site stands,
 * the longest suite, the browser's, goes on beside the others, which follow one another: more at a time only wait for the same two cores.
 * With parameters of one's own, such as a filter, turbo decides.
 */
async function testPackages(own: readonly string[]): Promise<number> {
  const build = (...more: string[]) => turbo(['build', '--output-logs=errors-only', ...more], { env });
  const test = (...more: string[]) => turbo(['test', '--continue=always', '--output-logs=new-only', ...more], { env });
  if (own.length > 0) return (await build()) || test('--concurrency=3', ...own);
  const unbuilt = await build('--filter=./packages/*');
  if (unbuilt) return unbuilt;
  const site = build();
  const codes = await Promise.all([
    site.then((failed) => failed || test('--filter=@glassbox/e2e')),
    test('--filter=./packages/*', '--concurrency=1').then(async (failed) =>
      Math.max(
        failed,
        (await site) ||
          (await test('--filter=./apps/*', '--filter=./docs', '--filter=!@glassbox/e2e', '--concurrency=1')),
      ),
    ),
  ]);
  return Math.max(...codes);
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
console.log('');
for (const folder of packages) {
  const counts = readCounts(folder);
  console.log(
    `${folder.slice(ROOT.length).padEnd(22)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
}
// A task may fail without a failed test (a crash, a build): that is a failure too.
if (code !== 0 && total.failed === 0) total.failed = 1;
console.log(`\n${total.skipped} skipped, each with its reason above`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
