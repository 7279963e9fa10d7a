/** Packs kernels and core as npm would publish them and installs both into an empty project elsewhere on the disk. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGES = fileURLToPath(new URL('../../../', import.meta.url));
const CONSUMER = fileURLToPath(new URL('./consumer/', import.meta.url));

/** Returns the folder of a project that has installed the packed packages, with the consumer's files in it. */
export function installConsumer(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'glassbox-consumer-')));
  const tarballs = ['kernels', 'core'].map((name) => pack(name, join(folder, 'packed', name)));
  const [kernels, core] = tarballs.map((file) => `file:${file}`);
  const manifest = {
    name: 'consumer',
    private: true,
    type: 'module',
    dependencies: { '@glassbox/core': core, '@tensorflow/tfjs-backend-wasm': '4.22.0' },
    devDependencies: {},
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  // Our own kernels are not on the registry yet; everything else is, and the store has it from the workspace's install.
  writeFileSync(
    join(folder, 'pnpm-workspace.yaml'),
    `overrides:\n  '@glassbox/kernels': '${kernels}'\nallowBuilds:\n  core-js: false\n`,
  );
  pnpm(['install', '--prefer-offline', '--ignore-scripts', '--no-frozen-lockfile'], folder);
  cpSync(CONSUMER, folder, { recursive: true });
  return folder;
}

function pack(name: string, destination: string): string {
  pnpm(['pack', '--pack-destination', destination], join(PACKAGES, name));
  const [file = ''] = readdirSync(destination);
  return join(destination, file);
}

function pnpm(args: readonly string[], cwd: string): void {
  // `npx pnpm test` names the pnpm that runs it, a script or a program of its own; run by hand, the one on the PATH serves.
  const own = process.env.npm_execpath?.includes('pnpm') ? process.env.npm_execpath : 'pnpm';
  const [command, first] = /\.[cm]?js$/.test(own) ? [process.execPath, [own]] : [own, []];
  execFileSync(command, [...first, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}
