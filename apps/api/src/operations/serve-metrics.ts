/** A port of its own for Prometheus, so that a proxy in front of the site can't pass it on by mistake. */
import { listen } from '../http/listen.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsServer {
  /** e.g. `http://0.0.0.0:9464/metrics` */
  url: string;
  close(): Promise<void>;
}

/** Serves `/metrics`, and `/healthz` for a process that has no other port. Throws `StartupError` when the port can't be had. */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<MetricsServer> {
  const listener = await listen(
    host,
    port,
    async ({ method, url }, response) => {
      const isRead = method === 'GET' || method === 'HEAD';
      if (isRead && url === '/healthz')
        return void response.writeHead(200, { 'Content-Type': 'text/plain' }).end('ok\n');
      if (!isRead || url !== '/metrics') return void response.writeHead(404).end();
      try {
        const page = await metrics.read();
        response.writeHead(200, { 'Content-Type': metrics.contentType }).end(page);
      } catch {
        response.writeHead(500).end();
      }
    },
    'METRICS_PORT',
  );
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shown}:${listener.port}/metrics`, close: () => listener.close() };
}
