/**
 * The recipe of `rlhf`: PPO, DPO and GRPO on poems and on the closed world, over three seeds, and PPO without its
 * leash, where the reward model is fooled. Interrupted, it goes on with the next run that is not finished.
 * `node src/recipes/rlhf.ts poems` does one task only; each has a result of its own.
 */
import { selectBackend } from '@glassbox/core';
import { type Cell, type ResultTable, writeResult } from './results.ts';
import { poemsTask } from './rlhf-poems.ts';
import { type Measure, type Method, type RlhfRun, rlhfRun } from './rlhf-runs.ts';
import type { RlhfTask } from './rlhf-task.ts';
import { WORTH, worldTask } from './rlhf-world.ts';

const SEEDS = [1, 2, 3];
const METHODS: readonly Method[] = ['ppo', 'dpo', 'grpo'];
const HOW_MEASURED =
  `Cells show the mean over seeds ${SEEDS.join(', ')} and, in brackets, the lowest and highest. Every run starts from the same policy; seeds change the order of prompts, ` +
  'completions and minibatches. Completions of held-out prompts at temperature 1; KL in nats per completion (k3 estimator).';
const NAMES: Readonly<Record<Method, string>> = { ppo: 'PPO', dpo: 'DPO', grpo: 'GRPO', 'ppo-no-kl': 'PPO without KL' };

const backend = await selectBackend();
const only = process.argv[2];
if (only !== 'world') await poemsResult();
if (only !== 'poems') await worldResult();

async function poemsResult(): Promise<void> {
  const task = await poemsTask();
  const runs = await runsOf(task, [...METHODS, 'ppo-no-kl']);
  await writeResult({
    ...describe('poems', runs),
    title: 'Poems aligned by votes: PPO, DPO and GRPO, with and without a leash',
    summary:
      'A reward model learnt from simulated votes; held-out true reward before and after, and the KL it cost, over three seeds. ' +
      'Without the KL term PPO fools the reward model: what that says stays at its highest while the true reward falls back.',
    tables: [methodTable(task, runs), hackingTable(runs), curveTable(runs), sampleTable(runs)],
    notes: [...task.notes, HOW_MEASURED],
  });
  task.rewardModel.dispose();
  task.refModel.dispose();
}

async function worldResult(): Promise<void> {
  const task = await worldTask();
  const runs = await runsOf(task, METHODS);
  await writeResult({
    ...describe('world', runs),
    title: 'Answers aligned by verdicts on a closed world: PPO, DPO and GRPO',
    summary:
      'The judge knows the truth: right 1, refused 0, wrong −2. Held-out reward before and after, and the KL it cost, over three seeds.',
    tables: [methodTable(task, runs), verdictTable(runs)],
    notes: [...task.notes, HOW_MEASURED],
  });
  task.refModel.dispose();
}

/** Seed by seed, so that an interrupted recipe has every method measured at least once. */
async function runsOf(task: RlhfTask, methods: readonly Method[]): Promise<RlhfRun[]> {
  const runs: RlhfRun[] = [];
  for (const seed of SEEDS) for (const method of methods) runs.push(await rlhfRun(task, method, seed));
  return runs;
}

function describe(task: string, runs: readonly RlhfRun[]) {
  return {
    name: `rlhf-${task}`,
    command: `pnpm --filter @glassbox/models recipe:rlhf ${task}`,
    seeds: SEEDS,
    minutes: runs.reduce((sum, { minutes }) => sum + minutes, 0),
    backend: backend.label,
  };
}

/** Reward before and after, and what it cost. */
function methodTable({ name, heldOut }: RlhfTask, all: readonly RlhfRun[]): ResultTable {
  const rows = METHODS.map((method): Cell[] => {
    const own = all.filter((run) => run.task === name && run.method === method);
    return [
      NAMES[method],
      spread(own, ({ before }) => before.gold),
      spread(own, ({ after }) => after.gold),
      spread(own, ({ after, before }) => after.gold - before.gold),
      spread(own, ({ after }) => after.kl),
      spread(own, ({ after }) => after.entropy),
      own[0]?.steps ?? 0,
      spread(own, ({ minutes }) => minutes),
    ];
  });
  const columns = [
    'method',
    'true reward before',
    'after',
    'gain',
    'KL, nats',
    'entropy, nats per token',
    'steps',
    'minutes',
  ];
  return { title: `${name === 'poems' ? 'Poems' : 'Closed world'}: ${heldOut.length} held-out prompts`, columns, rows };
}

/** What became of right, wrong and refused answers, as shares of the held-out questions. */
function verdictTable(all: readonly RlhfRun[]): ResultTable {
  const percent = (of: readonly RlhfRun[], pick: (run: RlhfRun) => Measure, worth: number) =>
    spread(of, (run) => 100 * (pick(run).shares[String(worth)] ?? 0));
  const row = (name: string, of: readonly RlhfRun[], pick: (run: RlhfRun) => Measure): Cell[] => [
    name,
    ...[WORTH.right, WORTH.wrong, WORTH.refused].map((worth) => percent(of, pick, worth)),
  ];
  const rows = [
    row('before', all, ({ before }) => before),
    ...METHODS.map((method) =>
      row(
        NAMES[method],
        all.filter((run) => run.method === method),
        ({ after }) => after,
      ),
    ),
  ];
  return { title: 'Verdicts on the held-out questions, in %', columns: ['policy', 'right', 'wrong', 'refused'], rows };
}

/** The leash on and off. */
function hackingTable(all: readonly RlhfRun[]): ResultTable {
  const rows = (['ppo', 'ppo-no-kl'] as const).map((method): Cell[] => {
    const own = all.filter((run) => run.task === 'poems' && run.method === method);
    const of = (pick: (measure: Measure) => number) => [
      spread(own, ({ before }) => pick(before)),
      spread(own, ({ after }) => pick(after)),
    ];
    return [NAMES[method], ...of(({ paid }) => paid), ...of(({ gold }) => gold), spread(own, ({ after }) => after.kl)];
  });
  return {
    title: 'Reward hacking on poems: what the reward model says, and what is true (Gao et al. 2022, arXiv:2210.10760)',
    columns: ['method', 'reward model before', 'after', 'true reward before', 'after', 'KL, nats'],
    rows,
  };
}

/** On the way down: both rewards of PPO without KL, step by step. */
function curveTable(all: readonly RlhfRun[]): ResultTable {
  const own = all.filter((run) => run.task === 'poems' && run.method === 'ppo-no-kl');
  const steps = own[0]?.curve.map(({ step }) => step) ?? [];
  const rows = steps.map((step, i): Cell[] => [
    step,
    spread(own, ({ curve }) => curve[i]?.paid ?? Number.NaN),
    spread(own, ({ curve }) => curve[i]?.gold ?? Number.NaN),
    spread(own, ({ curve }) => curve[i]?.kl ?? Number.NaN),
  ]);
  const columns = ['step', 'reward model', 'true reward', 'KL, nats'];
  return { title: 'PPO without KL, on its way (64 held-out prompts)', columns, rows };
}

/** The first held-out prompts of seed 1, unchosen. */
function sampleTable(all: readonly RlhfRun[]): ResultTable {
  const of = (method: Method) => all.find((run) => run.task === 'poems' && run.method === method);
  const [base, leashed, free] = [of('ppo')?.before, of('ppo')?.after, of('ppo-no-kl')?.after];
  const cell = (measure: Measure | undefined, i: number) => {
    const sample = measure?.samples[i];
    return sample ? `${sample.completion} (${sample.gold.toFixed(1)})` : '';
  };
  const rows = (base?.samples ?? []).map(({ prompt }, i) => [prompt, cell(base, i), cell(leashed, i), cell(free, i)]);
  return {
    title: 'Second couplets for the first held-out prompts, with their true reward (seed 1, unchosen)',
    columns: ['prompt', 'before', 'PPO', 'PPO without KL'],
    rows,
  };
}

function spread(of: readonly RlhfRun[], pick: (run: RlhfRun) => number): string {
  const values = of.map(pick);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${mean.toFixed(2)} (${Math.min(...values).toFixed(2)} … ${Math.max(...values).toFixed(2)})`;
}
