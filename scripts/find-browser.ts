/**
 * Finds a Chromium-family browser for the tests, in this order: CHROME_PATH, an installed Chrome, Chromium or Edge,
 * Playwright's own download; on Debian and Ubuntu as root it installs Debian's Chromium. Nothing is downloaded otherwise.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { env, getuid, platform } from 'node:process';
import { chromium } from 'playwright-core';

const PATH_NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const FIXED_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/** Flags every test browser gets: no sandbox (containers), no calls home, WebGPU on the CPU where there is no GPU. */
export const BROWSER_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  // SwiftShader compiles the zeroing of workgroup memory seven times slower than all else in a shader; this lets Tint write it as a loop.
  '--disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension',
];

/** Path of a usable browser, or undefined. Installs nothing. Throws when CHROME_PATH names a file that is not there. */
export function findBrowser(): string | undefined {
  const chosen = env.CHROME_PATH;
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new Error(
        `CHROME_PATH: no file at ${chosen}; it must be the path of Chrome, Chromium or Edge; correct or unset it.`,
      );
    }
    return chosen;
  }
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => PATH_NAMES.map((name) => join(folder, platform === 'win32' ? `${name}.exe` : name)));
  const places = [...onPath, ...(FIXED_PLACES[platform] ?? []), chromium.executablePath()];
  return places.find((place) => existsSync(place));
}

/** Like findBrowser, but installs Debian's Chromium where that is possible and throws one clear sentence otherwise. */
export function findOrInstallBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  const canInstall = platform === 'linux' && existsSync('/usr/bin/apt-get') && getuid?.() === 0;
  if (canInstall) {
    console.log('No browser found: installing Chromium with apt-get, this takes a minute …');
    const options = { stdio: 'inherit', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium', 'fonts-noto-cjk'], options);
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'Browser tests: no Chrome, Chromium or Edge was found; one is needed; install one or set CHROME_PATH to its program file.',
  );
}
