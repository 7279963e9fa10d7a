/** Debian's HAProxy before some replicas: takes those that are ready, and never sends an answer twice by itself. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HAPROXY = '/usr/sbin/haproxy';

export interface Proxy {
  url: string;
  stop(): Promise<void>;
}

export async function startProxy(port: number, replicas: readonly number[]): Promise<Proxy> {
  if (!existsSync(HAPROXY)) throw new Error(`${HAPROXY} was not found; HAProxy was needed; apt-get install haproxy`);
  const folder = mkdtempSync(join(tmpdir(), 'glassbox-haproxy-'));
  const file = join(folder, 'haproxy.cfg');
  writeFileSync(file, configuration(port, replicas));
  const child = spawn(HAPROXY, ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await isReady(url)); tries += 1) {
    if (tries > 600) throw new Error('HAProxy: no replica became ready in a minute');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/api/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A request goes to another replica only while nothing of it was sent: whether to send again is the learner's browser's business. */
function configuration(port: number, replicas: readonly number[]): string {
  return `global
  maxconn 8000
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  option redispatch 1
  retries 2
  retry-on conn-failure
frontend learners
  bind 127.0.0.1:${port}
  default_backend glassbox
backend glassbox
  balance leastconn
  option httpchk
  http-check send meth GET uri /api/ready ver HTTP/1.1 hdr Host localhost
  default-server check inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
${replicas.map((replica, index) => `  server replica${index} 127.0.0.1:${replica}`).join('\n')}
`;
}
