/** The browser's name and major version, such as "Firefox 140". For people; nothing is decided by it. */

/** Chromium's way to say it without the history in its user agent; others have none. */
interface Brand {
  brand: string;
  version: string;
}

/** In this order: Edge and Opera also say Chrome, Chrome also says Safari. */
const PATTERNS: readonly [name: string, pattern: RegExp][] = [
  ['Edge', /Edg\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|CriOS)\/(\d+)/],
  ['Safari', /Version\/(\d+).*Safari/],
];

/** Returns the most telling brand, else what the user agent says, else the user agent. */
export function browserName(userAgent: string, brands: readonly Brand[] = []): string {
  const real = brands.filter(({ brand }) => !/not.?a.?brand/i.test(brand.replace(/[^a-z]/gi, '')));
  const telling = real.find(({ brand }) => brand !== 'Chromium') ?? real[0];
  if (telling) return `${telling.brand} ${telling.version}`;
  for (const [name, pattern] of PATTERNS) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return userAgent;
}
