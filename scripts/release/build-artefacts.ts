/** Builds what a release consists of, from a folder of sources that holds nothing else. */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Nobody installs it: its built pages are what a server is given as SITE_DIR. */
const SITE = 'apps/course';

/** What a release has: the packages, the API of which a server is made, and the site. */
export const PARTS: readonly string[] = [
  'packages/kernels',
  'packages/core',
  'packages/models',
  'packages/quiz',
  'packages/curriculum',
  'apps/api',
  'apps/course',
];

export interface BuildOptions {
  source: string;
  out: string;
  /** Folders of `PARTS`. */
  parts: readonly string[];
  /** Seconds since 1970: the time that every file in an archive gets. */
  epoch: number;
  /** What a build must not depend on, so that two builds can differ in it. */
  env: NodeJS.ProcessEnv;
}

/** Installs by the lock file, builds without any cache, and writes one archive per package and one of the site. */
export function buildArtefacts({ source, out, parts, epoch, env }: BuildOptions): void {
  const run = (program: string, ...parameters: string[]) =>
    execFileSync(program, parameters, {
      cwd: source,
      stdio: ['ignore', 2, 2],
      // PUBLIC_URL would be written into the site: a release belongs to no address.
      env: { ...process.env, PUBLIC_URL: '', TURBO_TELEMETRY_DISABLED: '1', SOURCE_DATE_EPOCH: String(epoch), ...env },
    });
  run('pnpm', 'install', '--frozen-lockfile', '--prefer-offline');
  const filters = parts.map((folder) => `--filter=./${folder}`);
  run(
    'pnpm',
    'exec',
    'turbo',
    'run',
    'build',
    '--force',
    '--cache-dir',
    join(source, '.turbo-cache'),
    '--output-logs=errors-only',
    ...filters,
  );
  mkdirSync(out, { recursive: true });
  for (const folder of parts) {
    const { name, version } = JSON.parse(readFileSync(join(source, folder, 'package.json'), 'utf8'));
    if (folder === SITE) {
      archive(join(source, folder), 'dist', join(out, `glassbox-site-${version}.tgz`), epoch);
      continue;
    }
    const unpacked = packPackage(run, join(source, folder));
    archive(unpacked, 'package', join(out, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`), epoch);
    rmSync(unpacked, { recursive: true });
  }
}

/** What pnpm would publish, taken out of its archive again: that one holds times. */
function packPackage(run: (program: string, ...parameters: string[]) => void, folder: string): string {
  const packed = mkdtempSync(join(tmpdir(), 'glassbox-pack-'));
  run('pnpm', '--dir', folder, 'pack', '--pack-destination', packed);
  const [file = ''] = globSync('*.tgz', { cwd: packed });
  run('tar', '--extract', '--gzip', '--directory', packed, '--file', join(packed, file));
  rmSync(join(packed, file));
  return packed;
}

/** One order, one owner, one time, one mode; the name and time that gzip would add are left out. */
function archive(folder: string, name: string, file: string, epoch: number): void {
  const fixed = [
    '--sort=name',
    `--mtime=@${epoch}`,
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mode=u=rwX,go=rX',
    '--format=ustar',
  ];
  const env = { ...process.env, LC_ALL: 'C', GZIP: '' };
  execFileSync(
    'tar',
    [...fixed, '--use-compress-program=gzip --no-name -9', '--create', '--file', file, '--directory', folder, name],
    { env, stdio: ['ignore', 2, 2] },
  );
}
