/** Ctrl-C as an AbortSignal: the first asks for an orderly end, a second one seconds later leaves at once. */
import type { Terminal } from './training-view.ts';

/** pnpm and a terminal both pass the same Ctrl-C on; what comes within this time is the same key press. */
const SAME_PRESS_MS = 1000;
/** 128 + SIGINT, what a shell expects of an interrupted program. */
const INTERRUPTED_CODE = 130;

export interface Interrupt {
  readonly signal: AbortSignal;
  /** Stops listening. */
  release(): void;
}

/** Returns a signal that aborts on SIGINT or SIGTERM, and when nobody reads the terminal's output any more. */
export function listenForInterrupt({ closed }: Pick<Terminal, 'closed'>): Interrupt {
  const controller = new AbortController();
  let first: number | undefined;
  const onSignal = () => {
    first ??= performance.now();
    if (performance.now() - first > SAME_PRESS_MS) process.exit(INTERRUPTED_CODE);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: closed ? AbortSignal.any([controller.signal, closed]) : controller.signal,
    release() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
