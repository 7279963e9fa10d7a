/** What one train step asks of a WebGPU device, counted in headless Chromium; its times on a CPU emulation mean nothing. */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';
import { BROWSER_FLAGS, findBrowser } from '../../../../scripts/find-browser.ts';
import type { BenchRow } from '../../src/bench/device-bench.ts';
import { STEP_SIZES } from '../../src/bench/gpt.ts';
import { countLeastTraffic } from '../../src/bench/least-traffic.ts';
import type { StepCounts } from '../page/count-step.ts';
import { runPart } from '../part.ts';

const PARAMETERS = 826_368;
const LOSS_TOLERANCE = 1e-3;
const TFJS = ['core', 'backend-wasm', 'backend-webgpu'].map((name) => `@tensorflow/tfjs-${name}`);

await runPart(async () => {
  const executablePath = findBrowser();
  if (!executablePath) {
    const note = 'no Chromium was found; apt-get install chromium, or set CHROME_PATH';
    return [{ id: 'webgpu.dispatches-per-step', value: null, unit: 'dispatches', note }];
  }
  const { glassbox, tfjs } = await countInBrowser(executablePath);
  if (!(Math.abs(glassbox.loss - tfjs.loss) <= LOSS_TOLERANCE)) {
    throw new Error(`bench: the first loss on WebGPU is ${glassbox.loss} with our kernels, ${tfjs.loss} without`);
  }
  const least = countLeastTraffic(STEP_SIZES, PARAMETERS);
  const bytes = bytesOf(glassbox, 3 * PARAMETERS);
  const rows: BenchRow[] = [
    { id: 'webgpu.dispatches-per-step', value: glassbox.dispatches, unit: 'dispatches' },
    { id: 'webgpu.tfjs.dispatches-per-step', value: tfjs.dispatches, unit: 'dispatches' },
    { id: 'webgpu.bytes-per-step', value: bytes / 1e6, unit: 'MB' },
    { id: 'webgpu.bytes-per-step.least', value: least / 1e6, unit: 'MB' },
    { id: 'webgpu.bytes-per-step.ratio', value: bytes / least, unit: '×' },
    { id: 'webgpu.tfjs.bytes-per-step', value: bytesOf(tfjs) / 1e6, unit: 'MB' },
  ];
  return rows;
});

/**
 * Every buffer bound to a dispatch, or copied, once. AdamW also reads the weights and moments that it overwrites, which
 * a counter of bindings takes for writes alone.
 */
function bytesOf({ bytesRead, bytesWritten }: StepCounts['tfjs'], overwritten = 0): number {
  return bytesRead + bytesWritten + 4 * overwritten;
}

async function countInBrowser(executablePath: string): Promise<StepCounts> {
  const root = fileURLToPath(new URL('../page', import.meta.url));
  const kernels = fileURLToPath(new URL('../..', import.meta.url));
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: `${kernels}node_modules/.vite-bench`,
    // Nothing is reloaded when a file changes meanwhile.
    server: { port: 0, hmr: false, watch: null, fs: { allow: [kernels] } },
    // Bundled up front: a dependency found late makes vite reload the page.
    optimizeDeps: { include: TFJS },
  });
  const browser = await chromium.launch({ executablePath, args: [...BROWSER_FLAGS] });
  try {
    await server.listen();
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    page.on('console', (message) => console.error(`  webgpu: ${message.text()}`));
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction(() => 'countStep' in globalThis);
    return await page.evaluate(() => globalThis.countStep());
  } finally {
    await browser.close();
    await server.close();
  }
}
