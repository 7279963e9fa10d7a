/**
 * The conversation between a lab and its worker: calls with a number, events that belong to a call, cancelling by number.
 * The worker says `ready` first, because a module worker silently loses messages sent before its code has run.
 * Errors cross as data (code, message), so that the page can say them in the learner's language.
 */

/** What each method takes, what it may report on the way, and what it answers. */
interface Method {
  params: unknown;
  event: unknown;
  result: unknown;
}

export type MethodTable<T> = { [K in keyof T]: Method };

export type Handlers<T extends MethodTable<T>> = {
  [K in keyof T]: (params: T[K]['params'], call: CallContext<T[K]['event']>) => Promise<T[K]['result']>;
};

export interface CallContext<Event> {
  /** Aborts when the page cancels the call. */
  signal: AbortSignal;
  emit(event: Event): void;
}

/** A failure that happened in the worker. `code` is stable; `message` is for developers. */
export class WorkerCallError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'WorkerCallError';
    this.code = code;
  }
}

/** The part of `Worker` and `MessagePort` that the protocol needs. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export type ToWorker = { kind: 'call'; id: number; method: string; params: unknown } | { kind: 'cancel'; id: number };

export type FromWorker =
  | { kind: 'ready' }
  | { kind: 'event'; id: number; event: unknown }
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'error'; id: number; code: string; message: string };

/**
 * Answers calls on `port` with `handlers`, then announces `ready`.
 *
 * @param explain is asked after a failure and may throw what lies behind it; that is told instead.
 */
export function serve<T extends MethodTable<T>>(port: Port, handlers: Handlers<T>, explain?: () => void): void {
  const running = new Map<number, AbortController>();
  port.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
    if (data.kind === 'cancel') running.get(data.id)?.abort();
    else void answer(port, { handlers, explain }, running, data);
  });
  post(port, { kind: 'ready' });
}

async function answer<T extends MethodTable<T>>(
  port: Port,
  { handlers, explain }: { handlers: Handlers<T>; explain: (() => void) | undefined },
  running: Map<number, AbortController>,
  call: Extract<ToWorker, { kind: 'call' }>,
): Promise<void> {
  const { id } = call;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const handler = handlers[call.method as keyof T];
    if (!handler) throw new WorkerCallError('UNKNOWN_METHOD', `lab worker: no method "${call.method}".`);
    const emit = (event: unknown) => post(port, { kind: 'event', id, event });
    post(port, { kind: 'result', id, result: await handler(call.params, { signal: controller.signal, emit }) });
  } catch (thrown) {
    const error = reasonBehind(thrown, explain);
    post(port, {
      kind: 'error',
      id,
      code: codeOf(error),
      message: error instanceof Error ? error.message : String(error),
    });
  } finally {
    running.delete(id);
  }
}

function reasonBehind(thrown: unknown, explain: (() => void) | undefined): unknown {
  try {
    explain?.();
    return thrown;
  } catch (reason) {
    return reason;
  }
}

function post(port: Port, message: FromWorker): void {
  port.postMessage(message);
}

/** The `code` of a Glassbox error, the name of a DOM exception (`QuotaExceededError`), else `UNKNOWN`. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof Error && error.name !== 'Error') return error.name;
  return 'UNKNOWN';
}
