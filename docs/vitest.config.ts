import { defineConfig } from 'vitest/config';
import { reporters } from '../vitest.shared.ts';

export default defineConfig({ test: { reporters, testTimeout: 120_000, include: ['test/**/*.test.ts'] } });
