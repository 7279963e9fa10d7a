/** What was measured, as the table shows it and as "copy result" hands it out. */
import type { BenchRow } from '@glassbox/kernels/bench';
import type { Device, MeasuredModel } from './contract.ts';

/** A row as `pnpm bench --json` prints it. Its targets are for one machine and its own ids, so they are null here. */
export interface ReportRow {
  id: string;
  value: number | null;
  unit: string;
  must: null;
  aim: null;
  pass: null;
  note?: string;
  machine: Device & { model: MeasuredModel };
}

export function toReport(rows: readonly BenchRow[], device: Device, model: MeasuredModel): ReportRow[] {
  return rows.map(({ id, value, unit, note }) => ({
    id,
    value: value !== null && Number.isFinite(value) ? value : null,
    unit,
    must: null,
    aim: null,
    pass: null,
    ...(note !== undefined && { note }),
    machine: { ...device, model },
  }));
}

/** What a line of the table compares. */
export const LINES = {
  product: ['product.nn', 'product.nt', 'product.tn'],
  step: ['step', 'step.tokens', 'step.gflops'],
  work: ['work.dispatches', 'work.kernel-calls'],
} as const;

export type Group = keyof typeof LINES;
export type Line = (typeof LINES)[Group][number];

export interface Comparison {
  line: Line;
  unit: string;
  glassbox: number | null;
  tfjs: number | null;
  /** How many times better Glassbox is; undefined where another line already says it. */
  ratio: number | null | undefined;
}

/** The lines of a group; what is not measured yet is null. Dispatches are WebGPU's. */
export function compare(group: Group, rows: readonly BenchRow[], isWebgpu: boolean): Comparison[] {
  const row = (id: string) => rows.find((one) => one.id === id);
  return LINES[group]
    .filter((line) => line !== 'work.dispatches' || isWebgpu)
    .map((line) => {
      const glassbox = row(`${line}.glassbox`)?.value ?? null;
      const tfjs = row(`${line}.tfjs`)?.value ?? null;
      return { line, unit: row(`${line}.glassbox`)?.unit ?? '', glassbox, tfjs, ratio: ratioOf() };

      function ratioOf(): Comparison['ratio'] {
        if (line === 'step.tokens' || line === 'step.gflops') return undefined;
        if (group !== 'work') return row(`${line}.vs-tfjs`)?.value ?? null;
        return glassbox && tfjs ? tfjs / glassbox : null;
      }
    });
}

/** Counts and what is from 100 whole, the rest with the three digits that matter. */
export function formatMeasured(value: number | null, tag: string): string {
  if (value === null || !Number.isFinite(value)) return '–';
  const isWhole = value >= 100 || Number.isInteger(value);
  const digits = isWhole ? { maximumFractionDigits: 0 } : { minimumSignificantDigits: 3, maximumSignificantDigits: 3 };
  return value.toLocaleString(tag, digits);
}
