/**
 * What Prometheus reads (prom-client): Node's own metrics (memory, garbage collection, event-loop delay, handles), requests,
 * answers, experiments, the queue and the connections of the pool. Names follow the Prometheus conventions: base units, `_total`
 * for counters. Labels have few values each: a route is its pattern, never a path; nothing names a learner.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];
const RUN_SECONDS = [1, 5, 15, 30, 60, 120, 300];
/** A scrape must say that the database is gone, not wait for it. */
const LOOK_MS = 2_000;

interface Queue {
  queued: number;
  running: number;
  waitingSeconds: number;
  workers: number;
}

interface Pool {
  total: number;
  idle: number;
  /** Requests that wait for a connection. */
  waiting: number;
}

/** What is looked up at each scrape. */
interface Sources {
  /** Rejects when the database doesn't answer. */
  queue?: () => Promise<Queue>;
  /** Absent on the embedded database, which has one connection. */
  pool?: (() => Pool) | undefined;
  isDraining?: () => boolean;
}

export type AnswerOutcome = 'right' | 'partly' | 'wrong' | 'handed_in' | 'replayed' | 'refused';
type RunOutcome = 'measured' | 'refused' | 'crashed';

export interface Metrics {
  requestBegan(): void;
  requestEnded(labels: { method: string; route: string; status: number }, seconds: number): void;
  answered(outcome: AnswerOutcome): void;
  experimentEnded(outcome: RunOutcome, seconds: number): void;
  /** Adds what can only be asked once there is a database. */
  watch(sources: Sources): void;
  contentType: string;
  /** Returns the page that Prometheus reads. */
  read(): Promise<string>;
}

/** Returns the metrics of this process. One per process: Node's own are counted from here on. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the request to the head of the answer, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const inFlight = new Gauge({ name: 'http_requests_in_flight', help: 'Requests being answered.', registers });
  const answers = new Counter({
    name: 'glassbox_answers_total',
    help: 'Answers that arrived, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const runs = new Histogram({
    name: 'glassbox_experiment_duration_seconds',
    help: 'Evaluations of experiments by this process, by how they ended.',
    labelNames: ['outcome'],
    buckets: RUN_SECONDS,
    registers,
  });
  return {
    requestBegan: () => inFlight.inc(),
    requestEnded: (labels, seconds) => {
      inFlight.dec();
      requests.observe(labels, seconds);
    },
    answered: (outcome) => answers.inc({ outcome }),
    experimentEnded: (outcome, seconds) => runs.observe({ outcome }, seconds),
    watch: (sources) => watch(sources, registers),
    contentType: registry.contentType,
    read: () => registry.metrics(),
  };
}

function watch({ queue, pool, isDraining }: Sources, registers: Registry[]): void {
  if (queue !== undefined) watchQueue(queue, registers);
  if (pool !== undefined) {
    const connections = new Gauge({
      name: 'glassbox_db_pool_connections',
      help: 'Connections of this process: in use, idle; and requests that wait for one.',
      labelNames: ['state'],
      registers,
      collect: () => {
        const { total, idle, waiting } = pool();
        connections.set({ state: 'used' }, total - idle);
        connections.set({ state: 'idle' }, idle);
        connections.set({ state: 'waiting' }, waiting);
      },
    });
  }
  if (isDraining !== undefined) {
    const draining: Gauge = new Gauge({
      name: 'glassbox_draining',
      help: '1 while the server stops: it answers, but wants no new traffic.',
      registers,
      collect: () => draining.set(isDraining() ? 1 : 0),
    });
  }
}

/** Numbers that nobody could read are left out, not reported as 0. All four come from one look. */
function watchQueue(queue: () => Promise<Queue>, registers: Registry[]): void {
  let look: Promise<Queue | undefined> | undefined;
  const lookOnce = () => {
    look ??= withinLook(queue())
      .catch(() => undefined)
      .finally(() => {
        look = undefined;
      });
    return look;
  };
  const gauge = (
    name: string,
    help: string,
    show: (own: Gauge, found: Queue | undefined) => void,
    labelNames: string[] = [],
  ) => {
    const own: Gauge = new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect: async () => show(own, await lookOnce()),
    });
  };
  gauge('glassbox_database_up', '1 when the database answered this scrape.', (own, found) => {
    own.set(found === undefined ? 0 : 1);
  });
  gauge(
    'glassbox_experiments',
    'Experiments in the shared queue; every process says the same.',
    (own, found) => {
      if (found === undefined) return own.reset();
      own.set({ state: 'queued' }, found.queued);
      own.set({ state: 'running' }, found.running);
    },
    ['state'],
  );
  gauge('glassbox_experiment_oldest_wait_seconds', 'How long the oldest queued experiment has waited.', (own, found) =>
    found === undefined ? own.remove() : own.set(found.waitingSeconds),
  );
  gauge('glassbox_experiment_workers', 'Workers that were seen in the last minute.', (own, found) =>
    found === undefined ? own.remove() : own.set(found.workers),
  );
}

function withinLook<Result>(look: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${LOOK_MS} ms`)), LOOK_MS);
  });
  return Promise.race([look, late]).finally(() => clearTimeout(timer));
}
