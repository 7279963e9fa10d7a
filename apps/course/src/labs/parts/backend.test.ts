import { expect, test } from 'vitest';
import { backendFromAddress, backendText, skippedTexts } from './backend.ts';
import { commonMessages } from './messages.ts';

const zh = commonMessages('zh');

test('the address can force a backend; an unknown name means automatic; no name means no wish', () => {
  expect(backendFromAddress('?backend=wasm')).toBe('wasm');
  expect(backendFromAddress('?a=1&backend=webgpu')).toBe('webgpu');
  expect(backendFromAddress('?backend=tpu')).toBe('auto');
  expect(backendFromAddress('')).toBeUndefined();
});

test('a backend is named in the learner’s language with its threads, and what was skipped with the reason', () => {
  const skipped = [{ name: 'webgpu' as const, reason: '…' }];
  const info = { name: 'wasm' as const, label: 'WebAssembly SIMD · 2 threads', threads: 2, skipped };
  expect(backendText(zh, info)).toBe('WebAssembly · 2 线程');
  expect(backendText(commonMessages('en'), { ...info, threads: 1 })).toBe('WebAssembly · 1 thread');
  expect(skippedTexts(zh, info)).toEqual(['没有用 WebGPU：…']);
});
