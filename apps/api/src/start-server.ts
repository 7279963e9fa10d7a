/**
 * Takes the port, then opens the database, then loads everything else and serves API and site from one origin. In this
 * order, because most starts that fail do so at the first two: they then end in a fraction of a second, with nothing touched.
 */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { openDatabase } from './db/open-database.ts';
import { StartupError } from './errors.ts';
import { listen } from './http/listen.ts';
import type { Fetch, OpenApp } from './open-app.ts';
import type { Metrics } from './operations/metrics.ts';
import type { MetricsServer } from './operations/serve-metrics.ts';
import type { ServerOptions } from './server-options.ts';

export interface RunningServer {
  /** e.g. `http://localhost:4321` */
  url: string;
  /** What it uses, one line each: database, site, course. */
  description: string[];
  /**
   * Says that it is not ready, goes on answering for `drainSeconds`, ends what is under way, then closes the database. May be
   * called twice.
   */
  close(): Promise<void>;
}

/**
 * Returns a server that answers.
 *
 * @throws StartupError, one sentence, when it can't. The port is taken first and the database opened second, so that a
 * busy port touches no data. Requests that come in between wait.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, siteDir, operations } = options;
  if (siteDir !== undefined) checkSite(siteDir);
  const ready = Promise.withResolvers<Fetch>();
  // Nobody may be waiting yet when starting fails.
  ready.promise.catch(() => undefined);
  const listener = await listen(
    host,
    port,
    getRequestListener(async (request, env) => (await ready.promise)(request, env)),
  );
  let measuring: Measuring | undefined;
  try {
    measuring = await measure(host, operations?.metricsPort);
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}`;
    const app = await open(options, { origin: options.publicUrl ?? url, metrics: measuring?.metrics });
    ready.resolve(app.fetch);
    let closing: Promise<void> | undefined;
    const close = async () => {
      app.drain();
      await wait((operations?.drainSeconds ?? 0) * 1000);
      await listener.close();
      await app.close();
      await measuring?.server.close();
    };
    return {
      url,
      description: [
        ...app.description,
        siteDir === undefined ? 'no site, API only' : `site from ${resolve(siteDir)}`,
        ...(measuring === undefined ? [] : [`metrics at ${measuring.server.url}`]),
      ],
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    ready.reject(error);
    await listener.close();
    await measuring?.server.close();
    throw error;
  }
}

interface Measuring {
  metrics: Metrics;
  server: MetricsServer;
}

/** Loads what measures only where somebody reads it. */
async function measure(host: string, port: number | undefined): Promise<Measuring | undefined> {
  if (port === undefined) return undefined;
  const [{ createMetrics }, { serveMetrics }] = await Promise.all([
    import('./operations/metrics.ts'),
    import('./operations/serve-metrics.ts'),
  ]);
  const metrics = createMetrics();
  return { metrics, server: await serveMetrics(metrics, host, port) };
}

async function open(options: ServerOptions, parts: { origin: string; metrics: Metrics | undefined }): Promise<OpenApp> {
  const database = await openDatabase(options);
  try {
    const { openApp } = await import('./open-app.ts');
    return await openApp(database, options, parts);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function checkSite(siteDir: string): void {
  if (statSync(resolve(siteDir, 'index.html'), { throwIfNoEntry: false })?.isFile()) return;
  throw new StartupError(
    'site-missing',
    `SITE_DIR: ${resolve(siteDir)} holds no index.html; the built course was needed; run "pnpm build" or correct SITE_DIR.`,
  );
}
