/** What every bench reports beside its figures: percentiles, medians over turns, CPU time of processes, and how busy the machine was. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { childrenOf } from '../scripts/child-processes.ts';

const GIGABYTE = 2 ** 30;

/** Returns the value below which `share` (0 to 1) of the values lie, by the nearest rank; NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Latencies in ms, rounded to a tenth. */
export function spread(values: readonly number[]) {
  const at = (share: number) => round(percentile(values, share), 1);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The load average of the last minute: how many processes wanted a core, ours included. */
export function loadAverage(): number {
  return round(loadavg()[0] ?? Number.NaN, 2);
}

export function describeMachine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / GIGABYTE);
  return `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${first?.model.trim()}, ${gigabytes} GB, Node ${process.version}`;
}

/** Returns the CPU seconds (user and system) that a process and its ended children have used. */
export function cpuSeconds(pid: number): number {
  // The name of the program stands in brackets and may hold spaces.
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const ticks = fields.split(' ').slice(11, 15).map(Number);
  return ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond();
}

/** Returns the CPU seconds of a process and all its children, running and ended. */
export function cpuSecondsOfAll(pid: number): number {
  const ofChildren = childrenOf(pid).reduce((sum, child) => sum + cpuSecondsIfThere(child), 0);
  return ofChildren + cpuSeconds(pid);
}

/** A child that has just ended counts with its parent. */
function cpuSecondsIfThere(pid: number): number {
  try {
    return cpuSeconds(pid);
  } catch {
    return 0;
  }
}

let ticks: number | undefined;

function ticksPerSecond(): number {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticks;
}
