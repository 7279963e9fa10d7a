/** The choices with which a lab opens. */
import { backendFromAddress } from './backend.ts';
import type { Persisted } from './persisted.ts';
import { type LabLink, ownIn, settingsIn, withoutSettings } from './shared-settings.ts';

/** Where the page is; `replace` makes it another address without loading anything. */
export interface PageAddress {
  readonly href: string;
  replace(href: string): void;
}

const IN_BROWSER: PageAddress = {
  get href() {
    return location.href;
  },
  replace: (href) => history.replaceState(history.state, '', href),
};

/**
 * Returns what was kept, with the settings of a link in it when the address carries some for this lab: the learner's own fields stay as
 * they were. A link is taken once: what it says is kept, and the address is freed of it, so that a reload shows what was changed
 * since. A backend named in the address goes before the kept one where the lab has one to choose; it is not kept.
 */
export function openingChoices<T extends object>(
  link: LabLink<T>,
  kept: Persisted<T>,
  readChoices: (json: unknown) => T,
  page: PageAddress = IN_BROWSER,
): T {
  let choices = kept.read();
  const sent = settingsIn(page.href, link);
  if (sent) {
    choices = { ...readChoices(sent), ...ownIn(choices, link) };
    kept.write(choices);
  }
  const backend = 'backend' in choices ? backendFromAddress(new URL(page.href).search) : undefined;
  const address = withoutSettings(page.href, link);
  if (address !== page.href) page.replace(address);
  return backend ? { ...choices, backend } : choices;
}
