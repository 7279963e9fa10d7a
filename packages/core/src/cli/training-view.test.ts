import { expect, it } from 'vitest';
import type { TrainReport } from '../train/trainer.ts';
import { jsonView, progressLine, progressView } from './training-view.ts';

const report: TrainReport = {
  step: 500,
  loss: 2.41234,
  learningRate: 1e-3,
  gradNorm: 1,
  tokensPerSecond: 6912.3,
  tokensSeen: 1,
  elapsedMs: 60_000,
};

function terminal(isTTY: boolean) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY,
    columns: 200,
    write: (text: string) => {
      written[name] += text;
    },
  });
  return { written, out: stream('out'), err: stream('err') };
}

it('shows steps, losses, speed and the time left', () => {
  expect(progressLine(report, 2000, 2.5)).toBe(
    '[██████··················] 500/2000 · loss 2.412 · validation 2.500 · 6,912 tokens/s · 3 min left',
  );
  expect(progressLine({ ...report, step: 2000 }, 2000, undefined)).toMatch(/\[█{24}\] 2000\/2000 .* 60 s in all$/);
});

it('redraws one line on a terminal and keeps the lines with a validation loss', () => {
  const screen = terminal(true);
  const view = progressView(screen, 2000);
  view.report(report);
  view.report({ ...report, validationLoss: 2.5 });
  expect(screen.written.out.split('\r\x1b[K')).toHaveLength(3);
  expect(screen.written.out.match(/\n/g)).toHaveLength(1);
});

it('prints plain lines where there is no terminal, not one per step', () => {
  const screen = terminal(false);
  const view = progressView(screen, 2000);
  for (let step = 1; step <= 100; step++) view.report({ ...report, step, elapsedMs: step * 100 });
  expect(screen.written.out.match(/\n/g)).toHaveLength(2);
  expect(screen.written.out).not.toContain('\r');
});

it('prints one JSON object per report, and notes elsewhere', () => {
  const screen = terminal(false);
  const view = jsonView(screen);
  view.note('hello');
  view.report(report);
  view.report({ ...report, validationLoss: 2.5 });
  expect(screen.written.err).toBe('hello\n');
  expect(
    screen.written.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { step: 500, loss: 2.41234, tokensPerSecond: 6912 },
    { step: 500, loss: 2.41234, validationLoss: 2.5, tokensPerSecond: 6912 },
  ]);
});
