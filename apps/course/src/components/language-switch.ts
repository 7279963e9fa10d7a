/** Keeps the reader's place when the language changes: the twin page opens with the same query, at the section that was being read. */
import { sectionInView } from '../progress/reading-place.ts';
import { twinAddress } from './twin-address.ts';

/** A link may be opened by a press, by a key, and from a menu, in a tab of its own. */
const BEFORE_OPENING = ['pointerdown', 'focus', 'click'] as const;

/** Gives the link to the other language the rest of this page's address. A lesson's section in view, which both languages share, takes the place of the hash. */
export function startLanguageSwitch(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-language-switch]');
  const lead = (): void => {
    if (link) link.href = twinAddress({ pathname: location.pathname, search: location.search, hash: placeHere() });
  };
  lead();
  for (const event of BEFORE_OPENING) link?.addEventListener(event, lead);
}

/** As a hash; empty at the top of a lesson. */
function placeHere(): string {
  if (document.querySelector('[data-section]') === null) return location.hash;
  const section = sectionInView()?.dataset.section;
  return section === undefined ? '' : `#${section}`;
}
