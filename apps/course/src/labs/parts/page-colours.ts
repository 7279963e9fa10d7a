/** The page's colours for a canvas, which knows no custom properties, and word of when they change. */

/** Returns what the page's custom properties come to where `holder` stands. */
export function pageColours<Name extends string>(
  holder: HTMLElement,
  tokens: Readonly<Record<Name, `--${string}`>>,
): Record<Name, string> {
  const probe = holder.appendChild(document.createElement('i'));
  const read = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const found = Object.fromEntries(
    Object.entries<string>(tokens).map(([name, token]) => [name, read(token)]),
  ) as Record<Name, string>;
  probe.remove();
  return found;
}

/** Calls back whenever the page turns light or dark. Returns the undoing. */
export function onThemeChange(listener: () => void): () => void {
  const theme = new MutationObserver(listener);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', listener);
  return () => {
    theme.disconnect();
    scheme.removeEventListener('change', listener);
  };
}
