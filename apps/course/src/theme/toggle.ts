/** The button that steps through system, light and dark, and remembers the choice. */
import { THEME_KEY } from './theme-script.ts';

type Theme = 'auto' | 'light' | 'dark';

const ORDER: readonly Theme[] = ['auto', 'light', 'dark'];

/** Brings every `[data-theme-toggle]` of the page to life; its `data-auto|light|dark` hold the words. */
export function startThemeToggle(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-theme-toggle]')) {
    show(button, current());
    button.addEventListener('click', () => {
      const next = ORDER[(ORDER.indexOf(current()) + 1) % ORDER.length] ?? 'auto';
      apply(next);
      show(button, next);
    });
  }
}

function current(): Theme {
  const theme = document.documentElement.dataset.theme;
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

function apply(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'auto') localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Blocked storage: the choice holds for this page.
  }
}

function show(button: HTMLButtonElement, theme: Theme): void {
  button.dataset.shown = theme;
  const label = `${button.dataset.label}：${button.dataset[theme]}`;
  button.setAttribute('aria-label', document.documentElement.lang === 'en' ? label.replace('：', ': ') : label);
  button.title = button.getAttribute('aria-label') ?? '';
}
