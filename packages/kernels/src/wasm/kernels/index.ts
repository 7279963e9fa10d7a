/** All kernels of the wasm backend, by their names in tfjs' registry. */
import type { KernelTable } from '../../kernel-table.ts';
import { attentionKernels } from './attention.ts';
import type { KernelContext } from './context.ts';
import { elementwiseKernels } from './elementwise.ts';
import { normKernels } from './norms.ts';
import { optimizerKernels } from './optimizer.ts';
import { productKernels } from './products.ts';
import { quantisedKernels } from './quantised.ts';
import { tokenKernels } from './tokens.ts';

export function createWasmKernels(context: KernelContext): KernelTable {
  return {
    ...productKernels(context),
    ...attentionKernels(context),
    ...normKernels(context),
    ...elementwiseKernels(context),
    ...tokenKernels(context),
    ...quantisedKernels(context),
    ...optimizerKernels(context),
  };
}
