/** Addresses of what the worker fetches. Vite gives each file its own hashed address on our origin (strict CSP). */
import bardConfig from '@glassbox/models/bard/config.json?url';
import bardHeldOut from '@glassbox/models/bard/held-out.txt?url';
import bardWeights from '@glassbox/models/bard/model.safetensors?url';
import bardTokenizer from '@glassbox/models/bard/tokenizer.json?url';
import tangFive from '@glassbox/models/corpora/tang-five.txt?url';
import tangQuatrains from '@glassbox/models/corpora/tang-quatrains.txt?url';
import tinyShakespeare from '@glassbox/models/corpora/tiny-shakespeare.txt?url';
import poetConfig from '@glassbox/models/poet/config.json?url';
import poetHeldOut from '@glassbox/models/poet/held-out.txt?url';
import poetWeights from '@glassbox/models/poet/model.safetensors?url';
import poetTokenizer from '@glassbox/models/poet/tokenizer.json?url';
import wasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import type { ShippedCorpus, ShippedModel } from './contract.ts';
import { WorkerCallError } from './protocol.ts';

export const WASM_PATHS: Readonly<Record<string, string>> = {
  'tfjs-backend-wasm.wasm': wasm,
  'tfjs-backend-wasm-simd.wasm': wasmSimd,
};

export const MODEL_FILES: Readonly<Record<ShippedModel, Readonly<Record<string, string>>>> = {
  poet: { 'config.json': poetConfig, 'model.safetensors': poetWeights, 'tokenizer.json': poetTokenizer },
  bard: { 'config.json': bardConfig, 'model.safetensors': bardWeights, 'tokenizer.json': bardTokenizer },
};

const CORPORA: Readonly<Record<ShippedCorpus, string>> = {
  'tang-five': tangFive,
  'tang-quatrains': tangQuatrains,
  'tiny-shakespeare': tinyShakespeare,
};

const HELD_OUT: Readonly<Record<ShippedModel, string>> = { poet: poetHeldOut, bard: bardHeldOut };

const NOT_FOUND = 404;

/** The bytes at a course address. Throws DOWNLOAD_FAILED when the network or the server says no, FILE_GONE after an update of the site. */
export async function download(url: string, signal: AbortSignal | null = null): Promise<Uint8Array> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw new WorkerCallError(
      'DOWNLOAD_FAILED',
      `download ${url}: ${String(error)}; a connection is needed; try again.`,
    );
  });
  if (!response.ok) {
    throw new WorkerCallError(
      response.status === NOT_FOUND ? 'FILE_GONE' : 'DOWNLOAD_FAILED',
      `download ${url}: status ${response.status}; 200 is needed; reload the page.`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}

export async function shippedText(name: ShippedCorpus, signal?: AbortSignal): Promise<string> {
  return new TextDecoder().decode(await download(CORPORA[name], signal));
}

/** Texts of the same kind that a shipped model never trained on. */
export async function heldOutText(name: ShippedModel): Promise<string> {
  return new TextDecoder().decode(await download(HELD_OUT[name]));
}
