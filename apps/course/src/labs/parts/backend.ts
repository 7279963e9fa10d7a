/** Words for backends, and the choice that an address can force: `?backend=wasm`. */
import type { BackendInfo, BackendName } from '@glassbox/core';
import type { BackendChoice } from '../worker/contract.ts';
import type { CommonMessages } from './messages.ts';
import { oneOf } from './persisted.ts';

export const BACKEND_CHOICES: readonly BackendChoice[] = ['auto', 'webgpu', 'wasm', 'cpu'];

const NAMES: Readonly<Record<BackendName, string>> = { webgpu: 'WebGPU', wasm: 'WebAssembly', cpu: 'JavaScript' };

export function backendChoiceText(m: CommonMessages, choice: BackendChoice): string {
  return choice === 'auto' ? m.backendAuto : NAMES[choice];
}

/** "WebAssembly · 1 线程"; for WebGPU with its adapter, as core names it. */
export function backendText(m: CommonMessages, info: BackendInfo): string {
  return info.name === 'wasm' ? `${NAMES.wasm} · ${m.threads(info.threads)}` : info.label;
}

/** The same, and quietly that the fastest way is not in use. */
export function chipText(m: CommonMessages, info: BackendInfo): string {
  return withoutWebGpu(info) ? `${backendText(m, info)} · ${m.withoutWebGpu}` : backendText(m, info);
}

/** WebAssembly computes because WebGPU could not. */
export function withoutWebGpu({ name, skipped }: BackendInfo): boolean {
  return name === 'wasm' && skipped.some((passed) => passed.name === 'webgpu');
}

/** What a learner has to know who waits much longer than others: that only plain JavaScript is left, or that WebAssembly limps. */
export function slowTexts(m: CommonMessages, { name, skipped, warning }: BackendInfo): string[] {
  const plainOnly = name === 'cpu' && skipped.length > 1;
  return [...(plainOnly ? [m.plainOnly] : []), ...(warning === undefined ? [] : [m.backendWarning(warning)])];
}

/** Why faster ways were passed over, one sentence each. */
export function skippedTexts(m: CommonMessages, info: BackendInfo): string[] {
  return info.skipped.map(({ name, reason }) => m.backendSkipped(NAMES[name], reason));
}

/** The backend an address asks for, or undefined. */
export function backendFromAddress(search: string): BackendChoice | undefined {
  const asked = new URLSearchParams(search).get('backend');
  return asked === null ? undefined : oneOf(asked, BACKEND_CHOICES, 'auto');
}
