/** The choices with which a lab opens. */
import { backendFromAddress } from './backend.ts';
import type { Persisted } from './persisted.ts';
import { settingsIn } from './shared-settings.ts';

/**
 * Returns the choices that the address carries for this lab, else the kept ones. A backend named in the address goes before
 * both where the lab has one to choose.
 */
export function openingChoices<T extends object>(
  lab: string,
  kept: Pick<Persisted<T>, 'read'>,
  readChoices: (json: unknown) => T,
  search: string = location.search,
): T {
  const sent = settingsIn(search, lab);
  const choices = sent === undefined ? kept.read() : readChoices(sent);
  const backend = 'backend' in choices ? backendFromAddress(search) : undefined;
  return backend ? { ...choices, backend } : choices;
}
