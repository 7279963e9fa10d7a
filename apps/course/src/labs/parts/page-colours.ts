/** The page's colours for a canvas, which knows no custom properties, and word of when they change. */
import { RAMP_STEPS } from './ramp.ts';

const RAMP = Object.fromEntries(Array.from({ length: RAMP_STEPS }, (_, step) => [step, `--prob-${step}` as const]));

/** Returns what the page's custom properties come to where `holder` stands. */
export function pageColours<Name extends string>(
  holder: HTMLElement,
  tokens: Readonly<Record<Name, `--${string}`>>,
): Record<Name, string> {
  const probe = holder.appendChild(document.createElement('i'));
  // Where less motion is wanted all transitions last a hundredth of a millisecond, and a colour just set still reads as the one before.
  probe.style.setProperty('transition', 'none', 'important');
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

/** Returns the colours of probabilities, from the least to the largest. */
export function rampColours(holder: HTMLElement): string[] {
  return Object.values(pageColours(holder, RAMP));
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
