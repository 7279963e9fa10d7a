/**
 * What one page needs of the stylesheets it links. Astro gives every page the styles of all components that its file could show: a lesson would wait for
 * those of all labs and pictures before its first line is painted. Scoped rules carry the name of their component, so those that neither the page's HTML nor any script it
 * can load knows are left out; rules without a scope stay. Pure.
 */
import postcss, { type AtRule, type Container, type Rule } from 'postcss';

/** Svelte's and Astro's scopes as they stand in selectors, names of keyframes, markup and scripts. */
const SCOPE = /svelte-[a-z0-9]+|astro-cid-[a-z0-9]+/g;
const LINK = /<link rel="stylesheet" href="([^"]+)">/g;
const SCRIPT = /["'`(](?:\.\/|\/?_astro\/)([\w.-]+\.js)["'`)]/g;

/** Returns the addresses of a page's stylesheets, in their order. */
export function linkedStyles(html: string): string[] {
  return [...html.matchAll(LINK)].flatMap(([, href]) => href ?? []);
}

/** Returns the page with one link, to `href`, where its first stylesheet was linked. */
export function withOneStyle(html: string, href: string): string {
  let isFirst = true;
  return html.replace(LINK, () => {
    const link = isFirst ? `<link rel="stylesheet" href="${href}">` : '';
    isFirst = false;
    return link;
  });
}

/** Returns the scopes that a text names. */
export function scopesIn(text: string): Set<string> {
  return new Set(text.match(SCOPE));
}

/** Returns the names of the scripts that a page or script names, whether it loads them at once or some day. */
export function scriptsIn(text: string): string[] {
  return [...text.matchAll(SCRIPT)].flatMap(([, name]) => name ?? []);
}

/** Returns the CSS without what belongs to scopes other than `scopes`. */
export function keepScopes(css: string, scopes: ReadonlySet<string>): string {
  const isKnown = (text: string) => [...scopesIn(text)].every((scope) => scopes.has(scope));
  const root = postcss.parse(css);
  root.walkRules((rule: Rule) => {
    if (rule.parent?.type === 'atrule' && (rule.parent as AtRule).name.endsWith('keyframes')) return;
    const kept = rule.selectors.filter(isKnown);
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules((rule) => {
    if (rule.name.endsWith('keyframes') && !isKnown(rule.params)) rule.remove();
  });
  // Inside out: what is left without a rule may leave its parent without one.
  const empty: Container[] = [];
  root.walkAtRules((rule) => {
    if (rule.nodes?.length === 0) empty.push(rule as Container);
  });
  for (const rule of empty) removeUpwards(rule);
  return root.toString();
}

function removeUpwards(rule: Container): void {
  const { parent } = rule;
  rule.remove();
  if (parent?.type === 'atrule' && (parent as AtRule).nodes?.length === 0)
    removeUpwards(parent as unknown as Container);
}
