/** The real server as a process of its own, started the way a user does: environment in, lines out. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const WORKER = fileURLToPath(new URL('../src/worker.ts', import.meta.url));
const COPY = fileURLToPath(new URL('../src/copy-data.ts', import.meta.url));
const START_MS = 180_000;

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface ServerProcess {
  url: string;
  pid: number;
  stdout(): string;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>;
  ended: Promise<Ended>;
}

const running = new Set<ChildProcess>();

/** Kills what a failed test left behind. */
export function endAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Runs the server until it ends by itself, for starts that must fail. */
export function runServer(env: NodeJS.ProcessEnv): Promise<Ended> {
  return watch(spawnServer(env)).ended;
}

/** Runs `copy-data FROM TO` to its end. */
export function copyData(...folders: string[]): Promise<Ended> {
  return watch(spawnServer({}, COPY, folders)).ended;
}

/** Starts a server and returns once it has printed its address; throws what it printed when it ends before. */
export async function startProcess(env: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const child = spawnServer(env);
  const output = watch(child);
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address after ${START_MS} ms: ${output.stderr()}`)), START_MS);
    child.stdout?.on('data', () => {
      const found = /Glassbox is at (http:\S+)/.exec(output.stdout())?.[1];
      if (found === undefined || !output.stdout().includes('Ctrl-C')) return;
      clearTimeout(timer);
      resolve(found);
    });
    output.ended.then((ended) => reject(new Error(`ended with ${ended.code}: ${ended.stderr}`)), reject);
  });
  return {
    url,
    pid: child.pid ?? 0,
    stdout: output.stdout,
    ended: output.ended,
    end(signal) {
      child.kill(signal);
      return output.ended;
    },
  };
}

/** Starts a worker for experiments and returns once it takes jobs; throws what it printed when it ends before. */
export async function startWorkerProcess(env: NodeJS.ProcessEnv): Promise<Omit<ServerProcess, 'url'>> {
  const child = spawnServer(env, WORKER);
  const output = watch(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => output.stdout().includes('Ctrl-C') && resolve());
    output.ended.then((ended) => reject(new Error(`the worker ended with ${ended.code}: ${ended.stderr}`)), reject);
  });
  return {
    pid: child.pid ?? 0,
    stdout: output.stdout,
    ended: output.ended,
    end(signal) {
      child.kill(signal);
      return output.ended;
    },
  };
}

/** Replicas share it; on a Postgres the server asks for one. */
const AUTH_SECRET = 'for tests only: every replica has the same one';

function spawnServer(env: NodeJS.ProcessEnv, program = MAIN, parameters: string[] = []): ChildProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [program, ...parameters], {
    env: { PATH, HOME, HOST: '127.0.0.1', PORT: '0', ...(env.DATABASE_URL && { AUTH_SECRET }), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

function watch(child: ChildProcess) {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { stdout: () => stdout, stderr: () => stderr, ended };
}
