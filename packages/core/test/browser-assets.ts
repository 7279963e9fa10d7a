/** What the browser tests fetch: tfjs' wasm files by their bundled URLs, and the PyTorch fixtures. */

import wasmUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { Fixture } from './checks/check.ts';
import bertBatch from './fixtures/bert/batch.json' with { type: 'json' };
import bertConfig from './fixtures/bert/config.json' with { type: 'json' };
import bertExpectedUrl from './fixtures/bert/expected.safetensors?url';
import bertWeightsUrl from './fixtures/bert/weights.safetensors?url';
import config from './fixtures/gpt/config.json' with { type: 'json' };
import expectedUrl from './fixtures/gpt/expected.safetensors?url';
import modelUrl from './fixtures/gpt/model.safetensors?url';
import training from './fixtures/gpt/training.json' with { type: 'json' };

export const WASM_PATHS = { 'tfjs-backend-wasm.wasm': wasmUrl, 'tfjs-backend-wasm-simd.wasm': wasmSimdUrl };

const bytes = async (url: string) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** Returns the fixtures that fixtures/make-gpt-fixture.py and make-bert-fixture.py wrote. */
export async function fetchFixture(): Promise<Fixture> {
  return {
    config,
    model: await bytes(modelUrl),
    expected: await bytes(expectedUrl),
    training: training as unknown as Fixture['training'],
    bert: {
      config: bertConfig,
      weights: await bytes(bertWeightsUrl),
      expected: await bytes(bertExpectedUrl),
      batch: bertBatch as unknown as Fixture['bert']['batch'],
    },
  };
}
