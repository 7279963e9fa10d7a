/** What a developer gets from npm: it installs, runs in Node, in a page and in a worker, shakes, and has types. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build, preview, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSER_FLAGS, findBrowser } from '../../../../scripts/find-browser.ts';
import { installConsumer } from './install-consumer.ts';

let folder: string;
beforeAll(() => {
  folder = installConsumer();
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LEARNT = {
  firstLoss: expect.closeTo(2.99, 0.2),
  lastLoss: expect.toSatisfy((loss: number) => loss < 2.7),
  text: expect.stringMatching(/^.{8}$/su),
};

describe('the packed package', () => {
  it('trains and writes in an empty Node project', () => {
    const output = execFileSync(process.execPath, ['node.ts'], { cwd: folder, encoding: 'utf8' });
    expect(JSON.parse(output)).toMatchObject({ backend: 'wasm', ...LEARNT });
  });

  it('has a command line', () => {
    const bin = join(folder, 'node_modules/@glassbox/core/dist/cli/main.js');
    const { version } = JSON.parse(readFileSync(join(folder, 'node_modules/@glassbox/core/package.json'), 'utf8'));
    expect(execFileSync(process.execPath, [bin, '--version'], { encoding: 'utf8' }).trim()).toBe(version);
  });

  it('trains and writes in a built page and in its worker', async () => {
    await build({ root: folder, configFile: join(folder, 'vite.config.ts'), logLevel: 'error' });
    const server = await preview({ root: folder, configFile: join(folder, 'vite.config.ts'), preview: { port: 0 } });
    const executablePath = findBrowser();
    const browser = await chromium.launch({ args: [...BROWSER_FLAGS], ...(executablePath && { executablePath }) });
    try {
      const page = await browser.newPage();
      await page.goto(server.resolvedUrls?.local[0] ?? '');
      await page.waitForFunction(() => document.title.startsWith('{'), undefined, { timeout: 60_000 });
      const { page: inPage, worker } = JSON.parse(await page.title());
      expect(inPage).toMatchObject({ backend: 'wasm', ...LEARNT });
      expect(worker).toEqual(inPage);
    } finally {
      await browser.close();
      await server.close();
    }
  });

  it.each(['@glassbox/core', '@glassbox/core/tokenizer'])('pulls in no tfjs for a tokenizer from %s', async (entry) => {
    const [tokenizerOnly, withModel] = await Promise.all([
      bundledModules(`import { charTokenizer } from '${entry}'; console.log(charTokenizer('ab').encode('ba'));`),
      bundledModules("import { createGpt } from '@glassbox/core'; console.log(createGpt);"),
    ]);
    expect(tokenizerOnly.filter((id) => id.includes('tfjs'))).toEqual([]);
    expect(withModel.filter((id) => id.includes('tfjs')).length).toBeGreaterThan(10); // the measure can fail
  });

  it.each([
    ['node16', 'node16'],
    ['esnext', 'bundler'],
  ])('has types under module %s, moduleResolution %s', (module, moduleResolution) => {
    const compilerOptions = {
      module, moduleResolution, target: 'es2022', lib: ['es2024', 'dom'], types: [], strict: true, noEmit: true, skipLibCheck: true,
    }; // biome-ignore format: one line of settings
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['types.ts'] }));
    const tsc = createRequire(import.meta.url)
      .resolve('typescript/package.json')
      .replace('package.json', 'bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

/** The ids of the modules that end up in a bundle of this program. */
async function bundledModules(program: string): Promise<string[]> {
  const entry = join(folder, `entry-${Math.abs(hash(program))}.ts`);
  writeFileSync(entry, program);
  const result = (await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'esnext', lib: { entry, formats: ['es'], fileName: 'bundle' } },
  })) as Rolldown.RolldownOutput[];
  return result.flatMap(({ output }) =>
    output.flatMap((chunk) =>
      chunk.type === 'chunk'
        ? Object.entries(chunk.modules)
            .filter(([, { renderedLength }]) => renderedLength > 0)
            .map(([id]) => id)
        : [],
    ),
  );
}

function hash(text: string): number {
  return [...text].reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);
}
