/**
 * `pnpm release [--out FOLDER] [--once] [--part packages/kernels …]`: builds the release of the current commit twice, in two folders, time zones and locales,
 * from nothing but its sources and the lock file, and compares byte by byte. Writes archives, SBOM and SHA256SUMS; with a key in
 * RELEASE_SIGNING_KEY it signs them (docs/release.md). `--once` builds once and compares nothing; `--part` builds
 * only what it names.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../turbo.ts';
import { buildArtefacts, PARTS } from './build-artefacts.ts';
import { audit, checkLicences, writeSbom } from './inventory.ts';
import { hashFiles, signSums, writeSums } from './sums.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'release' },
    once: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: [...PARTS] },
  },
});
const git = (...parameters: string[]) => execFileSync('git', parameters, { cwd: ROOT, encoding: 'utf8' }).trim();

/** A second build that may differ in whatever does not belong into a result. */
const BUILDS = [
  { name: 'one', env: { TZ: 'UTC', LC_ALL: 'C' } },
  { name: 'another-folder', env: { TZ: 'Pacific/Auckland', LC_ALL: 'C.UTF-8' } },
];

const problems = await release(resolve(values.out));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

async function release(out: string): Promise<string[]> {
  const changed = git('status', '--porcelain');
  if (changed !== '') return [`release: there are changes that no commit holds:\n${changed}\nCommit or remove them.`];
  const epoch = Number(git('log', '-1', '--format=%ct'));
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-release-'));
  try {
    const builds = (values.once ? BUILDS.slice(0, 1) : BUILDS).map(({ name, env }) => {
      const source = join(folder, name);
      const built = join(folder, `${name}-out`);
      mkdirSync(source);
      execFileSync('sh', ['-c', 'git archive HEAD | tar --extract --directory "$0"', source], { cwd: ROOT });
      buildArtefacts({ source, out: built, parts: values.part, epoch, env });
      writeSbom(source, join(built, 'sbom.cdx.json'), epoch);
      return { source, built };
    });
    const [first, second] = builds;
    if (first === undefined) return ['release: nothing was built'];
    const { components, problems } = checkLicences(join(first.built, 'sbom.cdx.json'));
    console.log(`licences: ${components} components, ${problems.length} that may not be passed on`);
    const { state, detail } = audit(first.source);
    console.log(`audit: ${state}${state === 'clean' ? '' : `\n${detail}`}`);
    if (state === 'weaknesses') problems.push('release: dependencies with known weaknesses of level high');
    if (second !== undefined) problems.push(...differences(first.built, second.built));
    rmSync(out, { recursive: true, force: true });
    cpSync(first.built, out, { recursive: true });
    writeSums(out);
    // biome-ignore lint/suspicious/noUndeclaredEnvVars: no task of turbo gets to see it
    const key = process.env.RELEASE_SIGNING_KEY;
    if (key) signSums(out, key);
    for (const [name, hash] of hashFiles(out)) console.log(`${hash}  ${name}`);
    console.log(
      `${values.once ? 'built once' : 'built twice'}, ${key ? 'signed' : 'NOT SIGNED: RELEASE_SIGNING_KEY is not set'}: ${out}`,
    );
    return problems;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function differences(one: string, other: string): string[] {
  const [first, second] = [hashFiles(one), hashFiles(other)];
  return [...new Set([...readdirSync(one), ...readdirSync(other)])].flatMap((name) => {
    if (first.get(name) === second.get(name)) return [];
    const inside = name.endsWith('.tgz') ? differencesInside(join(one, name), join(other, name)) : [];
    return [`release: ${name} differs between two builds of the same sources`, ...inside];
  });
}

/** The files that differ in two archives, a line each; the archives alone would not tell where to look. */
function differencesInside(one: string, other: string): string[] {
  const [first, second] = [one, other].map((archive) => {
    const folder = mkdtempSync(join(dirname(archive), '..', 'unpacked-'));
    execFileSync('tar', ['--extract', '--gzip', '--directory', folder, '--file', archive]);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      files.map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return [relative(folder, path), readFileSync(path)];
      }),
    );
  });
  return [...new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])])].sort().flatMap((name) => {
    const [here, there] = [first?.get(name), second?.get(name)];
    if (here === undefined || there === undefined) return [`  ${name} is in one of them only`];
    return here.equals(there) ? [] : [`  ${name}: at byte ${firstDifference(here, there)}`];
  });
}

function firstDifference(one: Buffer, other: Buffer): number {
  const at = one.findIndex((byte, index) => byte !== other[index]);
  return at < 0 ? one.length : at;
}
