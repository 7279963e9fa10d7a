import { expect, test } from 'vitest';
import { StartupError } from '../errors.ts';
import { readOperationsSettings } from './operations-settings.ts';

test('everything that is set is read', () => {
  expect(readOperationsSettings({ LOG_FORMAT: 'json', METRICS_PORT: '9464', DRAIN_SECONDS: '10' })).toEqual({
    logFormat: 'json',
    metricsPort: 9464,
    drainSeconds: 10,
  });
});

test.each([
  ['LOG_FORMAT', 'xml'],
  ['METRICS_PORT', '70000'],
  ['METRICS_PORT', '-1'],
  ['DRAIN_SECONDS', '1.5'],
  ['DRAIN_SECONDS', '301'],
])('a wrong %s (%s) ends the start with one sentence: found, needed, what to do', (name, value) => {
  expect(() => readOperationsSettings({ [name]: value })).toThrow(StartupError);
  expect(() => readOperationsSettings({ [name]: value })).toThrow(new RegExp(`^${name}: .+; .+ was needed; .+\\.$`));
});
