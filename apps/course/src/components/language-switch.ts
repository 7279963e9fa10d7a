/** Keeps the reader's place when the language changes: the twin page opens at the section that was being read. */
import { sectionInView } from '../progress/reading-place.ts';

/** Gives the link to the other language the hash of the section in view, which both languages share. */
export function startLanguageSwitch(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-language-switch]');
  link?.addEventListener('click', () => {
    const section = sectionInView();
    link.hash = section?.dataset.section ?? '';
  });
}
