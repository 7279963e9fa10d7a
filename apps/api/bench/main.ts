/**
 * `pnpm --filter @glassbox/api bench NAME`: the proofs of docs/reliability.md. Prints what was measured as JSON, and ends with 1
 * when a bound was missed. `bench` alone lists the names.
 */
import { parseArgs } from 'node:util';
import { endAll } from '../scripts/server-process.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    turns: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string' },
    learners: { type: 'string' },
    open: { type: 'string' },
    read: { type: 'string' },
    attempts: { type: 'string' },
    kills: { type: 'string' },
    copies: { type: 'string' },
    seed: { type: 'string' },
    embedded: { type: 'boolean', default: false },
  },
});
const { embedded } = values;
const number = (name: Exclude<keyof typeof values, 'embedded'>, otherwise: number) => Number(values[name] ?? otherwise);

/** Each is loaded when it is asked for. */
const BENCHES: Record<string, () => Promise<{ passed: boolean }>> = {
  submissions: async () =>
    (await import('./submissions.ts')).benchSubmissions({
      turns: number('turns', 5),
      seconds: number('seconds', 15),
      connections: number('connections', embedded ? 8 : 32),
      embedded,
    }),
  start: async () =>
    (await import('./start.ts')).benchStart({
      turns: number('turns', 3),
      learners: number('learners', embedded ? 300 : 3_000),
      openSeconds: number('open', 0),
      readSeconds: number('read', 30),
      embedded,
    }),
  growth: async () =>
    (await import('./growth.ts')).benchGrowth({
      learners: number('learners', 30),
      attempts: number('attempts', 1_000_000),
      seconds: number('seconds', 15),
    }),
  replicas: async () => (await import('./replicas.ts')).benchReplicas({ turns: number('turns', 5) }),
  kills: async () => (await import('./kills.ts')).benchKills({ kills: number('kills', 100), seed: number('seed', 1) }),
  outage: async () => (await import('./outage.ts')).benchOutage({ seconds: number('seconds', 60) }),
  disk: async () => (await import('./disk-full.ts')).benchDiskFull(),
  clock: async () => (await import('./clock.ts')).benchClock(),
  copies: async () => (await import('./copies.ts')).benchCopies({ copies: number('copies', 20) }),
  poison: async () => (await import('./poison.ts')).benchPoison(),
};

const [name = ''] = positionals;
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`bench: "${name}" is none; one of ${Object.keys(BENCHES).join(', ')} was needed.`);
  process.exitCode = 1;
} else {
  try {
    const report = await bench();
    console.log(JSON.stringify(report, null, 2));
    process.exitCode = report.passed ? 0 : 1;
  } finally {
    endAll();
  }
}
