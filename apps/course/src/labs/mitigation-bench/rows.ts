/** What was measured at the bench, row by row: shares, the place in the trade-off, the price, and what is kept. Pure. */
import type { Rate } from '@glassbox/core/hallucination';
import type { Measurement, Setting } from '../closed-world/contract.ts';
import { type Mark, marksOf, packMarks, readMarks } from '../closed-world/marks.ts';
import { type KindTally, tally } from '../closed-world/tally.ts';
import { numberIn, record } from '../parts/persisted.ts';
import { readChoices, settingOf } from './choices.ts';

export interface Row {
  /** Counted from 1, never used twice. */
  id: number;
  setting: Setting;
  /** Answers less sure than this count as refused. */
  threshold: number;
  marks: readonly Mark[];
  /** Means per answer. */
  tokens: number;
  answerMs: number;
  trainingTokens: number;
  trainingMs: number;
  oldBefore: number;
  oldAfter: number;
}

/** The place of a row: bad is left out of neither axis. */
export interface Place {
  /** Share of what was withheld that is answered wrongly. */
  wrong: Rate;
  /** Share of what was told that is answered rightly. */
  right: Rate;
}

/** More rows than a screen holds; the oldest but the first go. */
const MOST_ROWS = 12;

export function rowOf(id: number, setting: Setting, measured: Measurement): Row {
  const { answers, answerMs, trainingTokens, trainingMs, oldBefore, oldAfter } = measured;
  return {
    id,
    setting,
    threshold: 0,
    marks: marksOf(answers),
    tokens: answers.reduce((sum, { tokens }) => sum + tokens, 0) / Math.max(1, answers.length),
    answerMs,
    trainingTokens,
    trainingMs,
    oldBefore,
    oldAfter,
  };
}

export function withRow(rows: readonly Row[], row: Row): Row[] {
  const all = [...rows, row];
  return all.length > MOST_ROWS ? all.filter((_, index) => index !== 1) : all;
}

export function nextId(rows: readonly Row[]): number {
  return 1 + Math.max(0, ...rows.map(({ id }) => id));
}

export function talliesOf({ marks, threshold }: Pick<Row, 'marks' | 'threshold'>): KindTally[] {
  return tally(marks, threshold);
}

/** Returns the place of a row in the trade-off; undefined without both kinds of questions. */
export function placeOf(row: Pick<Row, 'marks' | 'threshold'>): Place | undefined {
  const found = talliesOf(row);
  const wrong = found.find(({ kind }) => kind === 'withheld')?.wrong;
  const right = found.find(({ kind }) => kind === 'known')?.right;
  return wrong && right && { wrong, right };
}

/** Where a row stands when answers less sure than this count as refused. */
export interface CurvePlace {
  threshold: number;
  wrong: number;
  right: number;
}

/** Returns the places of a row at every threshold that changes something, from none up. */
export function curveOf({ marks }: Pick<Row, 'marks'>): CurvePlace[] {
  const above = marks.map(({ confidence }) => confidence + Number.EPSILON);
  const thresholds = [...new Set([0, ...above])].sort((a, b) => a - b);
  return thresholds.flatMap((threshold) => {
    const place = placeOf({ marks, threshold });
    return place ? [{ threshold, wrong: place.wrong.share, right: place.right.share }] : [];
  });
}

/**
 * Returns the mean worth of a question when a right answer earns 1 and a wrong one costs `price`: each kind of
 * questions counts alike.
 */
export function worthOf(row: Pick<Row, 'marks' | 'threshold'>, price: number): number {
  const found = talliesOf(row);
  return found.reduce((sum, { right, wrong }) => sum + right.share - price * wrong.share, 0) / found.length;
}

/** Returns the row worth most at this price; of equals the first. */
export function bestRow(rows: readonly Row[], price: number): Row | undefined {
  return rows.reduce<Row | undefined>(
    (best, row) => (best === undefined || worthOf(row, price) > worthOf(best, price) ? row : best),
    undefined,
  );
}

/** The first row with these settings, whatever its threshold. */
export function findRow(rows: readonly Row[], setting: Setting): Row | undefined {
  const key = JSON.stringify(setting);
  return rows.find((row) => JSON.stringify(row.setting) === key);
}

/** Returns the milliseconds that so many steps of training take, by the last row that was trained; undefined before there is one. */
export function trainingMsOf(rows: readonly Row[], steps: number): number | undefined {
  const last = rows.findLast(({ trainingMs, setting }) => trainingMs > 0 && setting.trainSteps > 0);
  return last && (steps * last.trainingMs) / last.setting.trainSteps;
}

const MOST_TABLE_ROWS = 24;

/** Returns the places at which the curve turns, thinned to what a table holds; the first and the last are always there. */
export function tableOf(curve: readonly CurvePlace[]): CurvePlace[] {
  const moved = curve.filter(
    ({ wrong, right }, index) => wrong !== curve[index - 1]?.wrong || right !== curve[index - 1]?.right,
  );
  const every = Math.max(1, Math.ceil(moved.length / MOST_TABLE_ROWS));
  return moved.filter((_, index) => index % every === 0 || index === moved.length - 1);
}

/** Whether a threshold on confidence can be set: documents have one of their own. */
export function takesThreshold({ setting }: Pick<Row, 'setting'>): boolean {
  return setting.book === undefined;
}

/** Rows as JSON, their marks packed. */
export function packRows(rows: readonly Row[]): unknown {
  return rows.map(({ marks, ...row }) => ({ ...row, marks: packMarks(marks) }));
}

/** Returns sound rows from unknown JSON; damaged ones are left out. */
export function readRows(json: unknown): Row[] {
  return Array.isArray(json) ? json.slice(0, MOST_ROWS).flatMap(readRow) : [];
}

function readRow(json: unknown): Row[] {
  const fields = record(json);
  const setting = record(fields?.setting);
  const id = numberIn(fields?.id, 1, Number.MAX_SAFE_INTEGER, 0);
  const marks = readMarks(fields?.marks);
  if (!fields || !setting || id === 0 || !marks) return [];
  if (placeOf({ marks, threshold: 0 }) === undefined) return [];
  const number = (value: unknown) => numberIn(value, 0, Number.MAX_SAFE_INTEGER, 0);
  return [
    {
      id,
      setting: readSetting(setting),
      threshold: numberIn(fields.threshold, 0, 1, 0),
      marks,
      tokens: number(fields.tokens),
      answerMs: number(fields.answerMs),
      trainingTokens: number(fields.trainingTokens),
      trainingMs: number(fields.trainingMs),
      oldBefore: number(fields.oldBefore),
      oldAfter: number(fields.oldAfter),
    },
  ];
}

function readSetting(json: Readonly<Record<string, unknown>>): Setting {
  const useBook = json.book !== undefined;
  return settingOf(readChoices({ ...json, useBook, caution: json.caution === true }));
}
