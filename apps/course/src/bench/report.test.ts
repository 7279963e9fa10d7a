import { expect, test } from 'vitest';
import type { Device, MeasuredModel } from './contract.ts';
import { compare, formatMeasured, toReport } from './report.ts';

const DEVICE: Device = {
  backend: 'wasm',
  isSoftware: false,
  browser: 'Firefox 140',
  userAgent: 'Mozilla/5.0',
  cores: 2,
  threads: 2,
  simd: 'relaxed',
  isCrossOriginIsolated: true,
};
const MODEL: MeasuredModel = { choice: 'small', sizes: { nLayer: 2, nEmbd: 64, nHead: 2, T: 64, B: 8, V: 65 } };

test('a line compares both rivals; what is not measured yet is null', () => {
  const rows = [
    { id: 'product.nn.glassbox', value: 40, unit: 'GFLOP/s' },
    { id: 'product.nn.tfjs', value: 10, unit: 'GFLOP/s' },
    { id: 'product.nn.vs-tfjs', value: 4.1, unit: '×' },
  ];
  const [nn, nt] = compare('product', rows, false);
  expect(nn).toEqual({ line: 'product.nn', unit: 'GFLOP/s', glassbox: 40, tfjs: 10, ratio: 4.1 });
  expect(nt).toMatchObject({ line: 'product.nt', glassbox: null, tfjs: null, ratio: null });
});

test('fewer calls are better: 100 against 1,900 are 19 times', () => {
  const rows = [
    { id: 'work.kernel-calls.glassbox', value: 100, unit: 'calls' },
    { id: 'work.kernel-calls.tfjs', value: 1_900, unit: 'calls' },
  ];
  expect(compare('work', rows, false)).toMatchObject([{ line: 'work.kernel-calls', ratio: 19 }]);
});

test('dispatches are told of WebGPU only', () => {
  expect(compare('work', [], true).map(({ line }) => line)).toEqual(['work.dispatches', 'work.kernel-calls']);
});

test('a copied row has the fields of `pnpm bench --json`, and no number JSON does not know', () => {
  const [row] = toReport([{ id: 'step.glassbox', value: Number.NaN, unit: 'ms' }], DEVICE, MODEL);
  expect(row).toEqual({
    id: 'step.glassbox',
    value: null,
    unit: 'ms',
    must: null,
    aim: null,
    pass: null,
    machine: { ...DEVICE, model: MODEL },
  });
});

test('numbers keep three digits, or are whole from 100; counts stay whole', () => {
  expect(formatMeasured(0.12345, 'en')).toBe('0.123');
  expect(formatMeasured(17.348, 'en')).toBe('17.3');
  expect(formatMeasured(18_345.6, 'en')).toBe('18,346');
  expect(formatMeasured(14.0004, 'en')).toBe('14.0');
  expect(formatMeasured(67, 'en')).toBe('67');
  expect(formatMeasured(null, 'en')).toBe('–');
});
