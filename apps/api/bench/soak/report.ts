/** Turns a soak's looks into one line and one verdict per series. */
import type { DatabaseLook, OsLook } from './host.ts';
import type { Look } from './monitor.ts';
import { type Trend, trendOf } from './trend.ts';
import type { Done } from './visits.ts';

export interface SoakRecord {
  begun: number;
  minutes: number;
  rates: Record<string, string>;
  done: Done;
  answersAt: { at: number; answers: number }[];
  counted: { acknowledged: number; attempts: number; texts: number; anonymised: number };
  serverOutput: string[];
  serverErrors: string;
  looks: { server: (OsLook & { at: number })[]; worker: (OsLook & { at: number })[]; database: DatabaseLook[] };
  inside: { server: Look[]; worker: Look[] };
}

export interface SoakReport {
  record: SoakRecord;
  series: { name: string; unit: string; trend: Trend }[];
  /** Tables that grew, with what one answer adds in each half: a table that answers fill adds the same in both. */
  tables: { name: string; rows: number; bytes: number; rowsPerAnswer: [number, number]; bytesPerAnswer: number }[];
  /** Share of one core, server and worker. */
  cpu: { server: number; worker: number };
  failed: boolean;
}

/** Caches fill, code is compiled, the pool opens its connections: what is before is no trend. */
const WARM_UP_SHARE = 0.2;
const MS_PER_HOUR = 3_600_000;
const MIB = 2 ** 20;
/** What a day may add that nobody minds, in the unit of each series. */
const TOLERANCE = { MiB: 24, handles: 2, ms: 2 };

export function reportOf(record: SoakRecord): SoakReport {
  const { looks, inside, done, counted } = record;
  const from = record.begun + record.minutes * 60_000 * WARM_UP_SHARE;
  const series: SoakReport['series'] = [];
  const add = <T extends { at: number }>(
    name: string,
    unit: keyof typeof TOLERANCE,
    list: readonly T[],
    read: (look: T) => number,
  ) => {
    const points = list
      .filter(({ at }) => at >= from)
      .map((look) => ({ hours: (look.at - record.begun) / MS_PER_HOUR, value: read(look) }));
    series.push({ name, unit, trend: trendOf(points, TOLERANCE[unit]) });
  };
  for (const who of ['server', 'worker'] as const) {
    add(`${who}: resident memory`, 'MiB', inside[who], ({ rss }) => rss / MIB);
    add(`${who}: live heap`, 'MiB', inside[who], ({ liveHeap }) => liveHeap / MIB);
    add(`${who}: buffers outside the heap`, 'MiB', inside[who], ({ external }) => external / MIB);
    add(`${who}: handles and requests`, 'handles', inside[who], ({ resources }) => sum(Object.values(resources)));
    add(`${who}: open files`, 'handles', looks[who], ({ openFiles }) => openFiles);
    add(`${who}: threads`, 'handles', looks[who], ({ threads }) => threads);
    add(`${who}: event-loop delay, median`, 'ms', inside[who], ({ loopP50 }) => loopP50);
    add(`${who}: event-loop delay, p99`, 'ms', inside[who], ({ loopP99 }) => loopP99);
  }
  add('Postgres: memory of all its processes', 'MiB', looks.database, ({ pss }) => pss / MIB);
  add('Postgres: connections', 'handles', looks.database, ({ connections }) => connections);
  const stored = counted.attempts + counted.texts + counted.anonymised;
  const grows = series.some(({ trend }) => trend.verdict === 'grows');
  return {
    record,
    series,
    tables: tablesOf(record, from),
    cpu: { server: shareOf(inside.server), worker: shareOf(inside.worker) },
    failed: grows || done.failures.length > 0 || stored < counted.acknowledged,
  };
}

function tablesOf({ looks, answersAt }: SoakRecord, from: number): SoakReport['tables'] {
  const list = looks.database.filter(({ at }) => at >= from);
  const moments = [list[0], list[Math.floor(list.length / 2)], list.at(-1)];
  const [start, middle, end] = moments;
  if (!start || !middle || !end) return [];
  const answers = (at: number) => answersAt.findLast((each) => each.at <= at)?.answers ?? 0;
  const per = (name: string, early: DatabaseLook, late: DatabaseLook) =>
    ((late.tables[name]?.rows ?? 0) - (early.tables[name]?.rows ?? 0)) / (answers(late.at) - answers(early.at));
  return Object.entries(end.tables)
    .map(([name, { rows, bytes }]) => ({
      name,
      rows,
      bytes,
      rowsPerAnswer: [per(name, start, middle), per(name, middle, end)] as [number, number],
      bytesPerAnswer: (bytes - (start.tables[name]?.bytes ?? 0)) / (answers(end.at) - answers(start.at)),
    }))
    .filter(({ name, rows, bytes }) => rows !== start.tables[name]?.rows || bytes !== start.tables[name]?.bytes)
    .sort((left, right) => right.bytesPerAnswer - left.bytesPerAnswer);
}

function shareOf(looks: readonly Look[]): number {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || first === last) return Number.NaN;
  return sum(looks.slice(1).map(({ cpu }) => cpu)) / (last.at - first.at);
}

/** Two Markdown tables and a summary. */
export function tableOf({ record, series, tables, cpu, failed }: SoakReport): string {
  const { done, counted } = record;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return [
    `${record.minutes.toFixed(0)} minutes from ${new Date(record.begun).toISOString()}: ${done.visits} visits of ${done.learners} learners, ${done.answers} answers, ${done.labs} labs, ${done.questions} questions asked, ${done.graded} of ${done.experiments} experiments graded, ${done.deleted} learners deleted, ${done.limited} limited, ${done.failures.length} failures.`,
    `Acknowledged ${counted.acknowledged}; stored ${counted.attempts} attempts, ${counted.texts} texts, ${counted.anonymised} made anonymous. Server ${percent(cpu.server)} of a core, worker ${percent(cpu.worker)}.`,
    ...done.failures.map((failure) => `- ${failure}`),
    '',
    '| series | median | first → last | per hour | per hour, late | p | verdict |',
    '|---|---|---|---|---|---|---|',
    ...series.map(({ name, unit, trend: t }) => {
      const show = (value: number) => (unit === 'handles' ? value.toFixed(1) : value.toFixed(2));
      const shown = unit === 'handles' ? '' : ` ${unit}`;
      return `| ${name} | ${show(t.level)}${shown} | ${show(t.first)} → ${show(t.last)} | ${show(t.perHour)} | ${show(t.perHourLate)} | ${t.p.toFixed(3)} | ${t.verdict} |`;
    }),
    '',
    '| table | rows at the end | size | rows per answer, first half / second | bytes per answer |',
    '|---|---|---|---|---|',
    ...tables.map(
      ({ name, rows, bytes, rowsPerAnswer: [early, late], bytesPerAnswer }) =>
        `| ${name} | ${rows} | ${(bytes / 1024).toFixed(0)} KiB | ${early.toFixed(2)} / ${late.toFixed(2)} | ${bytesPerAnswer.toFixed(0)} |`,
    ),
    '',
    failed ? 'Verdict: something grows, failed or was lost.' : 'Verdict: nothing grows that answers do not fill.',
  ].join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
