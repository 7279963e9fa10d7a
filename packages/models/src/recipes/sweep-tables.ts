/** The sweep's points as tables; every sentence quotes numbers that were computed. */
import type { SweepPoint, SweepResults } from '@glassbox/core/emergence';
import type { Cell, Result, ResultTable } from './results.ts';

type Results = ReadonlyMap<string, SweepResults>;

/** A family of runs at its last step: one entry per seed. */
interface SizeRuns {
  readonly size: string;
  readonly parameterCount: number;
  readonly points: readonly SweepPoint[];
}

const SHARE_DIGITS = 3;

/** Tables of the sweeps that are there; a sweep that was not run yet has none. */
export function sweepTables(results: Results): Pick<Result, 'summary' | 'tables' | 'notes'> {
  const [addition, reversed] = [results.get('addition'), results.get('addition-reversed')];
  const [chain, scratchpad] = [results.get('chain'), results.get('chain-scratchpad')];
  const [repeats, rules] = [results.get('repeats'), results.get('rules')];
  return {
    summary: `Models of growing size learn small tasks, each from several seeds. ${addition ? additionSummary(addition) : ''}`,
    tables: [
      ...(addition ? [sizeTable('addition', addition), stepTable(addition)] : []),
      ...(reversed ? [sizeTable('addition-reversed', reversed)] : []),
      ...(chain && scratchpad ? [chainTable(chain, scratchpad)] : []),
      ...(repeats ? repeatTables(repeats) : []),
      ...(rules ? [rulesTable(rules)] : []),
    ],
    notes: NOTES,
  };
}

function additionSummary(addition: SweepResults): string {
  const runs = lastRuns(addition);
  const [smallest, largest] = [runs[0], runs.at(-1)];
  return (
    `On three-digit addition exact match goes from ${meanOf(smallest, 'exactMatch')} at ${smallest?.parameterCount.toLocaleString('en')} parameters to ` +
    `${meanOf(largest, 'exactMatch')} at ${largest?.parameterCount.toLocaleString('en')}, the per-token score of the same outputs from ` +
    `${meanOf(smallest, 'tokenAccuracy')} to ${meanOf(largest, 'tokenAccuracy')}.`
  );
}

const NOTES: readonly string[] = [
  'The minutes are by the clock, on a machine that did other work at the same time.',
  'Every score is on questions that no training batch holds, greedily written. Ranges are smallest to largest seed.',
  'p^L is the exact match that independent errors at the per-token score would give (Schaeffer et al. 2023, arXiv:2304.15004). Where exact match follows it, the jump is made by the metric; where it lies below, some digits are easier than others, and hardly an output is right in all of them.',
  'Neither score is the smooth one: when a model finds the algorithm both move, and at the sizes in between it hangs on the seed.',
  'Both variants of the chains see the same number of questions, but with a scratchpad a model also gets more targets per question. The runs are short; longer ones may learn short chains without.',
  'Without an example the few-shot task gives less than chance: a model guesses shifts that it met in training, and the tested ones it never met.',
  'A head "on the spot" looks at what followed the token last time, the published induction score (Olsson et al. 2022, arXiv:2209.11895). "In step": the best of that place and the three after it. The published score stays at or below what even attention gives while the score in step rises with the ability; our reading, not tested by ablation: these heads use tokens a little further on, to which the first layer brought what stood before them. Even attention would give about 0.1 to both.',
];

const ADDITION_TITLES: Readonly<Record<string, string>> = {
  addition: 'Addition, answer from the left: the same outputs, scored two ways',
  'addition-reversed': 'Addition, answer from the ones up: the ability comes at a smaller size',
};

/** One row per size at the last step: each score as the mean and range over seeds. */
function sizeTable(name: string, results: SweepResults): ResultTable {
  return {
    title: `${ADDITION_TITLES[name]} (${results.settings.steps.at(-1)} steps)`,
    columns: [
      'layers × width',
      'parameters',
      'exact match',
      'per-token score',
      'p^L',
      'edits to the answer',
      'nats per token',
    ],
    rows: lastRuns(results).map((runs) => [
      runs.size,
      runs.parameterCount,
      ...['exactMatch', 'tokenAccuracy', 'independentExactMatch', 'editDistance', 'writingNats'].map((measure) =>
        spread(runs.points, measure),
      ),
    ]),
  };
}

/** Exact match and per-token score of every size over the steps of training. */
function stepTable(results: SweepResults): ResultTable {
  const { steps, sizes } = results.settings;
  return {
    title: 'Addition, answer from the left, while learning: exact match / per-token score, mean over seeds',
    columns: ['layers × width', ...steps.map((step) => `step ${step}`)],
    rows: sizes.map(({ name }): Cell[] => [
      name,
      ...steps.map((step) => {
        const points = results.points.filter((point) => point.size === name && point.step === step);
        return `${meanOfPoints(points, 'exactMatch')} / ${meanOfPoints(points, 'tokenAccuracy')}`;
      }),
    ]),
  };
}

/** Exact match by number of steps, with and without a scratchpad. */
function chainTable(without: SweepResults, withPad: SweepResults): ResultTable {
  const measures = Object.keys(without.points[0]?.measures ?? {}).filter((name) => name.startsWith('exactMatch'));
  const rowOf = (label: string, results: SweepResults): Cell[] => {
    const points = lastRuns(results).flatMap((runs) => runs.points);
    return [label, ...measures.map((measure) => spread(points, measure))];
  };
  const { task, steps } = without.settings;
  const modulus = task.name === 'chain' ? (task.modulus ?? 0) : 0;
  return {
    title: `Sums and products modulo ${modulus}, exact match by number of steps (chance ${(1 / modulus).toFixed(2)}; ${steps.at(-1)} training steps)`,
    columns: ['', ...measures.map((measure) => (measure === 'exactMatch' ? 'all' : `${measure.split('.')[1]} steps`))],
    rows: [rowOf('scratchpad off', without), rowOf('scratchpad on', withPad)],
  };
}

/** In-context learning by depth at the end, and how it and the heads come up together, seed by seed. */
function repeatTables(results: SweepResults): ResultTable[] {
  const { steps, sizes } = results.settings;
  const measures = ['repeatAccuracy', 'inContextScore', 'inStepScore', 'inductionScore', 'previousTokenScore'];
  const deepest = sizes.at(-1)?.name;
  const pointsAt = (step: number) => results.points.filter((point) => point.size === deepest && point.step === step);
  return [
    {
      title: `Random patterns that repeat: does a model copy from its context? (${steps.at(-1)} steps)`,
      columns: [
        '',
        'parameters',
        'right after the first round',
        'in-context score (nats)',
        'best head in step',
        'best head on the spot',
        'best previous-token head',
      ],
      rows: lastRuns(results).map((runs) => [
        runs.size,
        runs.parameterCount,
        ...measures.map((measure) => spread(runs.points, measure)),
      ]),
    },
    {
      title: `The same while learning, ${deepest}: right after the first round / best head in step, per seed`,
      columns: ['seed', ...steps.map((step) => `step ${step}`)],
      rows: results.settings.seeds.map((seed): Cell[] => [
        seed,
        ...steps.map((step) => {
          const points = pointsAt(step).filter((point) => point.seed === seed);
          return `${meanOfPoints(points, 'repeatAccuracy')} / ${meanOfPoints(points, 'inStepScore')}`;
        }),
      ]),
    },
  ];
}

/** Accuracy by number of examples in the prompt, over the steps of training. */
function rulesTable(results: SweepResults): ResultTable {
  const { steps, task } = results.settings;
  const measures = Object.keys(results.points[0]?.measures ?? {}).filter((name) => name.startsWith('accuracy'));
  const modulus = task.name === 'rules' ? task.modulus : 0;
  return {
    title: `Few-shot: y = x + b mod ${modulus}, b never trained on; share right by examples in the prompt (chance ${(1 / modulus).toFixed(2)}; mean over seeds)`,
    columns: ['training steps', ...measures.map((measure) => `${measure.split('.')[1]} examples`)],
    rows: steps.map((step): Cell[] => {
      const points = results.points.filter((point) => point.step === step);
      return [step, ...measures.map((measure) => meanOfPoints(points, measure))];
    }),
  };
}

/** Runs of every size at the last step, in the order of the settings. */
function lastRuns({ settings, points }: SweepResults): SizeRuns[] {
  const last = settings.steps.at(-1);
  return settings.sizes.map(({ name }) => {
    const ended = points.filter(({ size, step }) => size === name && step === last);
    return { size: name, parameterCount: ended[0]?.parameterCount ?? 0, points: ended };
  });
}

const valuesOf = (points: readonly SweepPoint[], measure: string) =>
  points.map(({ measures }) => measures[measure] ?? Number.NaN);

/** `0.52 (0.47–0.55)` */
function spread(points: readonly SweepPoint[], measure: string): string {
  const values = valuesOf(points, measure);
  return `${meanOfPoints(points, measure)} (${Math.min(...values).toFixed(SHARE_DIGITS)}–${Math.max(...values).toFixed(SHARE_DIGITS)})`;
}

function meanOf(runs: SizeRuns | undefined, measure: string): string {
  return meanOfPoints(runs?.points ?? [], measure);
}

function meanOfPoints(points: readonly SweepPoint[], measure: string): string {
  const values = valuesOf(points, measure);
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(SHARE_DIGITS);
}
