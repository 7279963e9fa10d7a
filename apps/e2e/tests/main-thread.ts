/**
 * What the page's main thread does, told by Chromium's own trace: CPU time per task, which a busy computer can't lengthen
 * as it does the clock. A page that computes itself shows; one that waits for its turn does not.
 */
import type { Browser, Page } from '@playwright/test';

/** Where Chromium records each task of each thread. */
const CATEGORIES = ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];
const TASK = /^(ThreadControllerImpl::)?RunTask$/;

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds on the clock, and of CPU. */
  dur?: number;
  tdur?: number;
  args?: { name?: string; data?: { frames?: { url?: string; processId?: number }[] } };
}

export interface MainThreadTasks {
  count: number;
  /** Milliseconds of CPU of all tasks, and of the longest one. */
  totalCpuMs: number;
  longestCpuMs: number;
  /** Milliseconds on the clock of the longest one: for the report, not to judge by. */
  longestMs: number;
}

/** Records for `ms` and returns the tasks of the main thread that shows `page`. Throws if the trace holds no such thread. */
export async function recordMainThread(browser: Browser, page: Page, ms: number): Promise<MainThreadTasks> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await new Promise((resolve) => setTimeout(resolve, ms));
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };

  const process = traceEvents
    .flatMap(({ name, args }) => (name === 'TracingStartedInBrowser' ? (args?.data?.frames ?? []) : []))
    .find(({ url }) => url === page.url())?.processId;
  const thread = traceEvents.find(
    ({ name, pid, args }) => name === 'thread_name' && pid === process && args?.name === 'CrRendererMain',
  )?.tid;
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid, tdur }) =>
      TASK.test(name) && ph === 'X' && pid === process && tid === thread && tdur !== undefined,
  );
  if (tasks.length === 0) {
    throw new Error(
      `recordMainThread: no task with CPU time in process ${process}, thread ${thread}, of ${page.url()}`,
    );
  }
  const cpu = tasks.map(({ tdur = 0 }) => tdur / 1_000);
  return {
    count: tasks.length,
    totalCpuMs: cpu.reduce((sum, one) => sum + one, 0),
    longestCpuMs: Math.max(...cpu),
    longestMs: Math.max(...tasks.map(({ dur = 0 }) => dur / 1_000)),
  };
}
