/** Counts of an exam: right, wrong and refused per kind, each with its interval; and what confidence was worth. Pure. */
import { type Calibration, calibrate, type Rate, wilsonInterval } from '@glassbox/core/hallucination';
import { EXAM_KINDS, type ExamKind, type Verdict } from './contract.ts';
import type { Mark } from './marks.ts';

export interface KindTally {
  kind: ExamKind;
  total: number;
  right: Rate;
  wrong: Rate;
  refused: Rate;
}

/** Returns the verdict when answers less sure than the threshold are replaced by "I don't know". */
function verdictAt({ verdict, confidence }: Mark, threshold: number): Verdict {
  return confidence < threshold ? 'refused' : verdict;
}

/** Returns the tally of each kind that was asked, in the order of kinds. */
export function tally(answers: readonly Mark[], threshold = 0): KindTally[] {
  return EXAM_KINDS.flatMap((kind) => {
    const verdicts = answers.filter((answer) => answer.kind === kind).map((answer) => verdictAt(answer, threshold));
    if (verdicts.length === 0) return [];
    const rate = (wanted: Verdict) =>
      wilsonInterval(verdicts.filter((verdict) => verdict === wanted).length, verdicts.length);
    return [{ kind, total: verdicts.length, right: rate('right'), wrong: rate('wrong'), refused: rate('refused') }];
  });
}

export interface ConfidenceFacts {
  calibration: Calibration;
  /** Answers it gave to what has one answer, told or not. */
  answered: readonly Mark[];
  /** Of the wrong ones, those it was at least `SURE` of. */
  wrong: number;
  sureWrong: number;
}

const SURE = 0.8;
/** An exam has some dozens of answers: more bins would be empty. */
const BINS = 5;

/** Returns how confidence and truth go together, over answers that could be right. */
export function confidenceOf(answers: readonly Mark[]): ConfidenceFacts {
  const answered = answers.filter(
    ({ kind, verdict }) => (kind === 'known' || kind === 'withheld') && verdict !== 'refused',
  );
  const wrong = answered.filter(({ verdict }) => verdict === 'wrong');
  return {
    calibration: calibrate(
      answered.map(({ confidence, verdict }) => ({ confidence, right: verdict === 'right' })),
      BINS,
    ),
    answered,
    wrong: wrong.length,
    sureWrong: wrong.filter(({ confidence }) => confidence >= SURE).length,
  };
}

export interface Dot {
  /** The column, counted from the left. */
  column: number;
  /** How many lie nearer to the axis. */
  height: number;
  right: boolean;
  told: boolean;
}

/** The dots of one column, counted. */
export interface Pile {
  /** Confidences of the column: from `low` on, below `high`. */
  low: number;
  high: number;
  told: { right: number; wrong: number };
  untold: { right: number; wrong: number };
}

/** Returns how many dots lie in each column that has any, from the left. */
export function pilesOf(dots: readonly Dot[], columns: number): Pile[] {
  const piles = new Map<number, Pile>();
  for (const { column, right, told } of dots) {
    const pile = piles.get(column) ?? {
      low: column / columns,
      high: (column + 1) / columns,
      told: { right: 0, wrong: 0 },
      untold: { right: 0, wrong: 0 },
    };
    piles.set(column, pile);
    pile[told ? 'told' : 'untold'][right ? 'right' : 'wrong'] += 1;
  }
  return [...piles.values()].sort((a, b) => a.low - b.low);
}

/** Returns every answer as a dot over its confidence: right ones upwards, wrong ones downwards. */
export function dotsOf(answered: readonly Mark[], columns: number): Dot[] {
  const heights = new Map<string, number>();
  const inOrder = [...answered].sort((a, b) => Number(b.kind === 'known') - Number(a.kind === 'known'));
  return inOrder.map(({ kind, verdict, confidence }) => {
    const column = Math.min(columns - 1, Math.floor(confidence * columns));
    const right = verdict === 'right';
    const pile = `${column} ${right}`;
    const height = heights.get(pile) ?? 0;
    heights.set(pile, height + 1);
    return { column, height, right, told: kind === 'known' };
  });
}
