/** The same program, with one line more. */
import '@glassbox/kernels/wasm';
import './train.ts';
