/** Which processes a process has started: Linux' list of them. */
import { readdirSync, readFileSync } from 'node:fs';

/** Returns the process IDs of the living children; none for a process that is gone. */
export function childrenOf(pid: number): number[] {
  const read = (path: string) => readFileSync(path, 'utf8').split(' ').filter(Boolean).map(Number);
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) => read(`/proc/${pid}/task/${task}/children`));
  } catch {
    return [];
  }
}
