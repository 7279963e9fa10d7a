/** What a training run looks like on the terminal: a progress bar for people, or one JSON line per report. */
import type { TrainReport } from '../train/trainer.ts';

export interface TrainingView {
  /** Something said once, such as the backend. */
  note(text: string): void;
  report(report: TrainReport): void;
  /** Text the model wrote. */
  sample(text: string): void;
}

/** Standard output and error, or stand-ins. */
export interface Terminal {
  readonly out: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly err: { write(text: string): unknown };
  /** Aborts when standard output can't be written any more. */
  readonly closed?: AbortSignal;
}

const BAR_WIDTH = 24;
/** Without a terminal a line is printed this often, instead of redrawing one. */
const LINE_EVERY_MS = 5000;

/** Returns a view that writes `{"step","loss","validationLoss"?,"tokensPerSecond"}` lines and keeps notes off standard output. */
export function jsonView({ out, err }: Terminal): TrainingView {
  return {
    note: (text) => err.write(`${text}\n`),
    report: ({ step, loss, validationLoss, tokensPerSecond }) =>
      out.write(`${JSON.stringify({ step, loss, validationLoss, tokensPerSecond: Math.round(tokensPerSecond) })}\n`),
    sample: () => undefined,
  };
}

/** Returns a view with a progress bar; where output is no terminal, with a line now and then. */
export function progressView({ out }: Terminal, maxSteps: number): TrainingView {
  let drawn = false;
  let lastLineMs = Number.NEGATIVE_INFINITY;
  let lastValidation: number | undefined;
  const clear = () => {
    if (drawn) out.write('\r\x1b[K');
    drawn = false;
  };
  const block = (text: string) => {
    clear();
    out.write(`${text}\n`);
  };
  return {
    note: block,
    report(report) {
      lastValidation = report.validationLoss ?? lastValidation;
      const line = progressLine(report, maxSteps, lastValidation);
      if (out.isTTY) {
        clear();
        out.write(line.slice(0, (out.columns ?? 80) - 1));
        drawn = true;
      }
      const due = !out.isTTY && report.elapsedMs - lastLineMs >= LINE_EVERY_MS;
      if (due || report.validationLoss !== undefined) {
        block(line);
        lastLineMs = report.elapsedMs;
      }
    },
    sample: (text) => block(text.trimEnd().replaceAll(/^/gm, '  │ ')),
  };
}

/** One line: `[████····] 350/2000 · loss 2.412 · validation 2.431 · 6,900 tokens/s · 2 min left`. */
export function progressLine(report: TrainReport, maxSteps: number, validationLoss: number | undefined): string {
  const { step, loss, tokensPerSecond, elapsedMs } = report;
  const filled = Math.round((BAR_WIDTH * step) / maxSteps);
  const leftMs = (elapsedMs / step) * (maxSteps - step);
  return [
    `[${'█'.repeat(filled)}${'·'.repeat(BAR_WIDTH - filled)}] ${step}/${maxSteps}`,
    `loss ${loss.toFixed(3)}`,
    ...(validationLoss === undefined ? [] : [`validation ${validationLoss.toFixed(3)}`]),
    `${Math.round(tokensPerSecond).toLocaleString('en')} tokens/s`,
    step < maxSteps ? `${duration(leftMs)} left` : `${duration(elapsedMs)} in all`,
  ].join(' · ');
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
