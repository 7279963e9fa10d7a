/** Keeps the reader's place when the language changes: the twin page opens at the section that was being read. */

/** Gives the link to the other language the hash of the section in view, which both languages share. */
export function startLanguageSwitch(): void {
  const link = document.querySelector<HTMLAnchorElement>('[data-language-switch]');
  link?.addEventListener('click', () => {
    const section = sectionInView();
    link.hash = section?.dataset.section ?? '';
  });
}

/** The last section that begins above the middle of the window. */
function sectionInView(): HTMLElement | undefined {
  const middle = innerHeight / 2;
  const sections = [...document.querySelectorAll<HTMLElement>('[data-section]')];
  return sections.filter((section) => section.getBoundingClientRect().top < middle && scrollY > middle / 2).at(-1);
}
