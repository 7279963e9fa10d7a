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

/** Why faster ways were passed over, one sentence each. */
export function skippedTexts(m: CommonMessages, info: BackendInfo): string[] {
  return info.skipped.map(({ name, reason }) => m.backendSkipped(NAMES[name], reason));
}

/** The backend an address asks for, or undefined. */
export function backendFromAddress(search: string): BackendChoice | undefined {
  const asked = new URLSearchParams(search).get('backend');
  return asked === null ? undefined : oneOf(asked, BACKEND_CHOICES, 'auto');
}
