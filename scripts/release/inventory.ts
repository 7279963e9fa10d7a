/** What a release is made of: a CycloneDX document by pnpm, and whether every licence in it is one we may pass on. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Bom {
  serialNumber: string;
  metadata: { timestamp: string; component: { 'bom-ref': string } };
  components: Component[];
  dependencies: { ref: string; dependsOn?: string[] }[];
}

interface Component {
  'bom-ref': string;
  group?: string;
  name: string;
  version: string;
  licenses?: ({ expression: string } | { license: { id?: string; name?: string } })[];
}

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
]);
/** Others, package by package, with why. They are used by the build of the site and are in nothing that we hand out. */
const EXCEPTIONS: Record<string, string> = {
  lightningcss: 'MPL-2.0',
  'lightningcss-linux-x64-gnu': 'MPL-2.0',
  '@img/sharp-libvips-linux-x64': 'LGPL-3.0-or-later',
};

/** Writes the document of the production dependencies in `source` to `file`; the same sources give the same bytes. */
export function writeSbom(source: string, file: string, epoch: number): void {
  const parameters = ['sbom', '--prod', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--out', file];
  execFileSync('pnpm', parameters, { cwd: source, stdio: ['ignore', 2, 2] });
  const bom: Bom = JSON.parse(readFileSync(file, 'utf8'));
  putInOrder(bom, source);
  bom.metadata.timestamp = new Date(epoch * 1000).toISOString();
  bom.serialNumber = '';
  const hash = createHash('sha256').update(JSON.stringify(bom)).digest('hex');
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  bom.serialNumber = `urn:uuid:${parts.join('-')}`;
  writeFileSync(file, `${JSON.stringify(bom, null, 2)}\n`);
}

/**
 * pnpm lists everything in the order in which it comes by it, and of our own packages, which stand in it once and are needed several
 * times, it lists what they need or doesn't. Theirs is therefore read from package.json and what is installed beside it.
 */
function putInOrder(bom: Bom, source: string): void {
  bom.components.sort((one, other) => compare(one['bom-ref'], other['bom-ref']));
  const refs = new Map(bom.components.map((each) => [`${nameOf(each)}@${each.version}`, each['bom-ref']]));
  const own = new Map<string, string[]>();
  for (const file of globSync('{packages,apps,docs,examples}/{,*/}package.json', { cwd: source })) {
    const { name, version, dependencies = {} } = readPackage(join(source, file));
    const installed = join(source, dirname(file), 'node_modules');
    const needed = Object.keys(dependencies).map((each) => {
      const ref = refs.get(`${each}@${readPackage(join(installed, each, 'package.json')).version}`);
      if (ref === undefined) throw new Error(`sbom: ${name} needs ${each}, which pnpm did not list`);
      return ref;
    });
    const ref = refs.get(`${name}@${version}`);
    if (ref !== undefined) own.set(ref, needed);
  }
  own.set(bom.metadata.component['bom-ref'], [...own.keys()]);
  for (const entry of bom.dependencies) {
    const needed = own.get(entry.ref) ?? entry.dependsOn;
    if (needed !== undefined) entry.dependsOn = [...new Set(needed)].sort(compare);
  }
  bom.dependencies.sort((one, other) => compare(one.ref, other.ref));
}

interface Package {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
}

function readPackage(file: string): Package {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** By code units: the same in every locale. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function nameOf({ group, name }: Component): string {
  return group === undefined ? name : `${group}/${name}`;
}

/** Returns how many components the document has and the licences that are neither allowed nor excepted, one sentence each. */
export function checkLicences(file: string): { components: number; problems: string[] } {
  const { components }: Bom = JSON.parse(readFileSync(file, 'utf8'));
  const problems = components.flatMap((component) => {
    const name = nameOf(component);
    const found = (component.licenses ?? []).map((each) =>
      'expression' in each ? each.expression : (each.license.id ?? each.license.name ?? 'unnamed'),
    );
    if (found.length > 0 && found.every((licence) => isAllowed(licence) || EXCEPTIONS[name] === licence)) return [];
    return [`${name} ${component.version}: ${found.join(', ') || 'no licence'}`];
  });
  return { components: components.length, problems };
}

/** Of `(A OR B)` one suffices, of `A AND B` each is needed. */
function isAllowed(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some(isAllowed);
  if (bare.includes(' AND ')) return bare.split(' AND ').every(isAllowed);
  return ALLOWED.has(bare);
}

/** Asks the registry for known weaknesses. A registry that doesn't answer is no clean result, and said so. */
export function audit(source: string): { state: 'clean' | 'weaknesses' | 'not-audited'; detail: string } {
  try {
    return { state: 'clean', detail: run() };
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const detail = `${stdout}${stderr}`.trim();
    return { state: /ERR_PNPM_AUDIT|ENOTFOUND|ECONN|ETIMEDOUT/.test(detail) ? 'not-audited' : 'weaknesses', detail };
  }

  function run(): string {
    return execFileSync('pnpm', ['audit', '--prod', '--audit-level', 'high'], {
      cwd: source,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  }
}
