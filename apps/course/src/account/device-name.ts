/** What a browser calls itself, in words: only to tell one's own devices apart, never to decide anything. */
import { fill } from '../i18n/fill.ts';
import type { AccountMessages } from './messages.ts';

const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger\//, 'WeChat'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/OPR\//, 'Opera'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** Returns e.g. `Firefox on Windows`. */
export function deviceName(userAgent: string | null, { devices }: AccountMessages): string {
  const browser = find(BROWSERS, userAgent ?? '');
  const system = systemName(userAgent ?? '');
  if (browser === undefined) return system ?? devices.unknown;
  return system === undefined ? browser : fill(devices.on, { browser, system });
}

/** Returns e.g. `Windows`, when it is one we know. */
export function systemName(userAgent: string): string | undefined {
  return find(SYSTEMS, userAgent);
}

function find(names: readonly [RegExp, string][], userAgent: string): string | undefined {
  return names.find(([pattern]) => pattern.test(userAgent))?.[1];
}
