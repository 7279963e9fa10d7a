/** From what the parts measured to the rows that `pnpm bench` prints: with targets, verdict and machine. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { BenchRow } from '../src/bench/device-bench.ts';
import { findSimdLevel } from '../src/wasm/features.ts';
import { TARGETS } from './targets.ts';

export interface Machine {
  cpu: string;
  cores: number;
  node: string;
  /** Which build of the kernels runs here. */
  simd: string;
  /** Of the last minute, before the part began: above 0.5, other work took part of the cores. */
  loadavg: number;
}

export interface ReportRow {
  id: string;
  /** null when it could not be measured; `note` says why. */
  value: number | null;
  unit: string;
  /** null for rows that only inform. */
  must: number | null;
  aim: number | null;
  better?: 'higher' | 'lower';
  /** Whether `must` is reached; null without a value or a target. */
  pass: boolean | null;
  note?: string;
  machine: Machine;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.version,
    simd: findSimdLevel() ?? 'none',
    loadavg: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

export function toReportRow({ id, value, unit, note }: BenchRow, machine: Machine): ReportRow {
  const target = TARGETS[id];
  const measured = value !== null && Number.isFinite(value) ? value : null;
  const isReached = (limit: number) =>
    measured !== null && (target?.better === 'lower' ? measured <= limit : measured >= limit);
  return {
    id,
    value: measured,
    unit,
    must: target?.must ?? null,
    aim: target?.aim ?? null,
    ...(target && { better: target.better }),
    pass: target && measured !== null ? isReached(target.must) : null,
    ...(note && { note }),
    machine,
  };
}

/** A row for each target among `ids` (beginnings of ids) that has none yet, with the reason why. */
export function fillIn(
  rows: readonly ReportRow[],
  ids: readonly string[],
  note: string,
  machine: Machine,
): ReportRow[] {
  return Object.keys(TARGETS)
    .filter((id) => ids.some((start) => id.startsWith(start)) && !rows.some((row) => row.id === id))
    .map((id) => toReportRow({ id, value: null, unit: '', note }, machine));
}

/** Three digits that matter, or whole numbers from 100. */
export function formatValue(value: number | null): string {
  if (value === null) return '–';
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

export function formatLimit(limit: number | null, better: ReportRow['better']): string {
  return limit === null ? '' : `${better === 'lower' ? '≤' : '≥'} ${limit}`;
}
