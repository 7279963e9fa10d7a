import { expect, test } from 'vitest';
import { backendFromAddress, backendText, chipText, skippedTexts, slowTexts } from './backend.ts';
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

test('the chip says quietly that WebGPU is not in use, and nothing where nothing was passed over', () => {
  const info = { name: 'wasm' as const, label: '', threads: 1, skipped: [{ name: 'webgpu' as const, reason: '…' }] };
  expect(chipText(zh, info)).toBe('WebAssembly · 1 线程 · 没用上 WebGPU');
  expect(chipText(zh, { ...info, skipped: [] })).toBe('WebAssembly · 1 线程');
  expect(slowTexts(zh, info)).toEqual([]);
});

test('whoever computes in plain JavaScript for want of anything else is told that it is slow; who chose it knows', () => {
  const skipped = [
    { name: 'webgpu' as const, reason: '…' },
    { name: 'wasm' as const, reason: '…' },
  ];
  const info = { name: 'cpu' as const, label: 'JavaScript', threads: 1, skipped };
  expect(slowTexts(zh, info)).toEqual([zh.plainOnly]);
  expect(slowTexts(zh, { ...info, skipped: [] })).toEqual([]);
  expect(slowTexts(zh, { ...info, skipped: [], warning: '…' })).toEqual([zh.backendWarning('…')]);
});
