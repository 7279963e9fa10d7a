/**
 * Enforces who may import whom (`import-rules.ts`) and keeps WGSL and GPU devices inside the kernels package.
 * A cruise that finds suspiciously few modules fails: a parser that can't read TypeScript would otherwise look green.
 */
import { globSync, readFileSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import { importRules } from './import-rules.ts';
import { ROOT } from './turbo.ts';

const LEAST_MODULES = 50;
const GPU_CODE = /@compute|var<storage|GPUDevice\b|requestDevice\(/;

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

process.chdir(ROOT);
const { output } = await cruise(['packages', 'apps'], { validate: true, ruleSet: importRules, ...importRules.options });
if (typeof output === 'string')
  throw new Error('check-imports: dependency-cruiser returned text; an object was needed.');

const cruised: number = output.summary.totalCruised;
const problems = output.summary.violations.map(({ from, to, rule }: Violation) => `${from} → ${to}: ${rule.name}`);
if (cruised < LEAST_MODULES) problems.push(`only ${cruised} modules were read; at least ${LEAST_MODULES} exist`);

for (const file of globSync('{packages,apps}/*/src/**/*.{ts,svelte,astro}', { cwd: ROOT })) {
  if (!file.startsWith('packages/kernels/') && GPU_CODE.test(readFileSync(file, 'utf8'))) {
    problems.push(`${file}: holds WGSL or touches a GPU device; only packages/kernels may`);
  }
}

for (const problem of problems) console.error(problem);
console.log(`check-imports: ${cruised} modules, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
