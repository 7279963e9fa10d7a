/** Starts the backend for a command and says on standard error when it is not the one asked for. */
import type { BackendInfo, BackendName } from '../backend/backend.ts';
import { selectBackend } from '../backend/select-backend.ts';
import type { Terminal } from './training-view.ts';

/** Returns the backend now in use. */
export async function startBackend(prefer: BackendName | 'auto', { err }: Terminal): Promise<BackendInfo> {
  const info = await selectBackend({ prefer });
  if (prefer !== 'auto' && info.name !== prefer) {
    for (const { name, reason } of info.skipped)
      err.write(`glassbox: ${name} is not used: ${reason}; going on with ${info.label}.\n`);
  }
  if (info.warning) err.write(`glassbox: ${info.warning}\n`);
  return info;
}
