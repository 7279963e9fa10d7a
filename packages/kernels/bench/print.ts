/** The table `pnpm bench` prints for people. */
import { formatLimit, formatValue, type ReportRow } from './rows.ts';

const HEADS = ['id', 'value', 'unit', 'must', 'aim', 'pass'] as const;

/** Rows with a target first, then those that only inform, then the notes. */
export function printTable(rows: readonly ReportRow[]): void {
  const machine = rows[0]?.machine;
  if (machine) {
    const { cpu, cores, node, simd } = machine;
    console.log(`${cpu}, ${cores} cores, Node ${node}, ${simd} SIMD\n`);
  }
  const targets = rows.filter(({ must }) => must !== null);
  printColumns([[...HEADS], ...targets.map(toCells)]);
  console.log('');
  printColumns(rows.filter(({ must }) => must === null).map((row) => toCells(row).slice(0, 3)));
  const notes = rows.filter(({ note, value }) => note && value === null);
  for (const { id, note } of notes) console.log(`\n${id}: ${note}`);
}

function toCells({ id, value, unit, must, aim, better, pass }: ReportRow): string[] {
  const verdict = pass === null ? '–' : pass ? 'yes' : 'NO';
  return [id, formatValue(value), unit, formatLimit(must, better), formatLimit(aim, better), verdict];
}

function printColumns(lines: readonly string[][]): void {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)));
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
}
