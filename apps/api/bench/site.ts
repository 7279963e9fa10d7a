/** A whole installation for a fault to happen in: Postgres, replicas on ports of their own, workers, learners. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Cluster, type ClusterOptions, findFreePort, startCluster } from '../scripts/postgres-cluster.ts';
import { type ServerProcess, startProcess } from '../scripts/server-process.ts';
import { insertLearners } from './learners.ts';

const WORKER = fileURLToPath(new URL('../src/worker.ts', import.meta.url));

export interface Site {
  cluster: Cluster;
  replicas: Replica[];
  stop(): Promise<void>;
}

export interface Replica {
  port: number;
  url: string;
  process: ServerProcess;
  /** Starts it again at the same address; returns the ms until it answers. */
  restart(): Promise<number>;
}

export interface SiteOptions {
  replicas?: number;
  cluster?: ClusterOptions;
  env?: NodeJS.ProcessEnv;
}

export async function startSite({ replicas: count = 1, cluster: options, env = {} }: SiteOptions = {}): Promise<Site> {
  const cluster = await startCluster(options);
  const replicas: Replica[] = [];
  for (let index = 0; index < count; index += 1)
    replicas.push(await startReplica({ ...env, DATABASE_URL: cluster.url }));
  await insertLearners(cluster.url);
  return {
    cluster,
    replicas,
    async stop() {
      await Promise.all(replicas.map(({ process }) => process.end('SIGTERM')));
      await cluster.stop();
    },
  };
}

async function startReplica(env: NodeJS.ProcessEnv): Promise<Replica> {
  const port = await findFreePort();
  const start = async () => {
    const started = await startProcess({ ...env, PORT: String(port) });
    void started.ended.then(({ code, stderr }) => {
      // Nobody told it to: a fault that a server must survive has ended it.
      if (code !== 0 && code !== null) console.error(`a replica ended by itself with ${code}: ${stderr.slice(-1_000)}`);
    });
    return started;
  };
  const replica: Replica = {
    port,
    url: `http://127.0.0.1:${port}`,
    process: await start(),
    async restart() {
      const begun = performance.now();
      replica.process = await start();
      return performance.now() - begun;
    },
  };
  return replica;
}

export interface WorkerProcess {
  end(signal: NodeJS.Signals): Promise<void>;
  /** What it wrote. */
  log(): string;
}

/** Starts a worker; it takes experiments as soon as it is there. */
export function startWorkerProcess(databaseUrl: string): WorkerProcess {
  const { PATH, HOME } = process.env;
  const child: ChildProcess = spawn(process.execPath, [WORKER], {
    env: { PATH, HOME, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    log: () => output,
    end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
