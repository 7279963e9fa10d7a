/** The worker of `grow-model`. */
import { GPT2_SIZES, GPT3_SIZES } from '@glassbox/core';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import type { Port } from '../worker/protocol.ts';
import { buildOnce } from './build-once.ts';
import type { GrowMethods } from './contract.ts';
import { countShape } from './count-shape.ts';

serveComputing<GrowMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => await chooseBackend(prefer),

  published: async () =>
    [...GPT2_SIZES, ...GPT3_SIZES].map(({ name, publishedParameters, config }) => {
      const { nLayer, nHead, nEmbd, vocabSize, blockSize } = config;
      return { name, publishedParameters, nLayer, nHead, nEmbd, vocabSize, blockSize };
    }),

  count: async ({ shape }) => countShape(shape),

  build: async ({ shape, seed }) => {
    assertGpuThere();
    return await buildOnce(shape, seed);
  },
});
