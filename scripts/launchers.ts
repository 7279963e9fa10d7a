/**
 * Notices when the npx, npm or pnpm that started this process is gone. They run commands through shells and pass SIGTERM on to
 * none of them, so that a server started by `npx pnpm start` would outlive the process its supervisor knows and ended.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

interface Ancestor {
  pid: number;
  parent: number;
  command: string;
}

const POLL_MS = 500;
const LAUNCHER = /^(npx|npm|pnpm|corepack)(-cli\.js|\.c?js|\.mjs)?$/;

/** Parent and command line of a process; undefined when it is gone. Windows has no such chain to watch. */
function findProcess(pid: number): Ancestor | undefined {
  try {
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name stands in brackets and may hold spaces: read behind the last one. Then: state, parent, …
      const [, parent] = status.slice(status.lastIndexOf(')') + 2).split(' ');
      return {
        pid,
        parent: Number(parent),
        command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
      };
    }
    const [, parent, command] =
      /^\s*(\d+)\s+(.*)$/m.exec(
        execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }),
      ) ?? [];
    return parent && command ? { pid, parent: Number(parent), command } : undefined;
  } catch {
    // A process that ended between two looks is simply gone.
    return undefined;
  }
}

/** Is this the program itself, and not a shell that merely names it? Launchers set titles like `npm exec pnpm start`. */
function isLauncher(command: string): boolean {
  const [program = '', script = ''] = command.split(' ');
  return LAUNCHER.test(basename(program)) || (/^node/.test(basename(program)) && LAUNCHER.test(basename(script)));
}

/** This process and its ancestors up to the topmost launcher; empty when none started it. */
function findLauncherChain(): Ancestor[] {
  const chain: Ancestor[] = [];
  for (let found = findProcess(process.pid); found && found.pid > 1; found = findProcess(found.parent))
    chain.push(found);
  return chain.slice(0, chain.findLastIndex(({ command }) => isLauncher(command)) + 1);
}

/** Calls `onGone` once when one link of the chain has died: its child then has another parent. */
export function watchLaunchers(onGone: () => void): void {
  // The topmost launcher's own parent may leave (nohup): only the links below it count.
  const links = findLauncherChain().slice(0, -1);
  if (links.length === 0 || process.platform === 'win32') return;
  const timer = setInterval(() => {
    const whole = links.every(({ pid, parent }) => findProcess(pid)?.parent === parent);
    if (whole) return;
    clearInterval(timer);
    onGone();
  }, POLL_MS);
  timer.unref();
}
