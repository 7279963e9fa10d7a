/** What the microscope asks of its worker. Plain numbers cross; the tensors stay there. */
import type { Ablation, BackendInfo } from '@glassbox/core';
import type { BackendChoice, ShippedModel } from '../worker/contract.ts';
import type { HeadPlace } from './choices.ts';

export interface OpenedModel {
  nLayer: number;
  nHead: number;
  nEmbd: number;
  blockSize: number;
  vocabSize: number;
  parameterCount: number;
  /** [blockSize, C]: the vector of every place */
  places: Float32Array;
  /** Of each layer [C, C]: rows h·D … (h + 1)·D − 1 turn what head h mixed into what it adds to the stream */
  outputWeights: Float32Array[];
  /** Of each layer [C]: belongs to no head */
  outputBiases: Float32Array[];
}

/** One token and how likely it is, in [0, 1]. */
export interface Candidate {
  text: string;
  probability: number;
}

/**
 * Everything the model computed on one text of T tokens, the blank line before it included. Arrays are row-major, the
 * last dimension runs fastest.
 */
export interface Look {
  tokens: string[];
  /** [T, C]: what the table of tokens holds for each */
  tokenVectors: Float32Array;
  /** [nLayer + 1, T, C]: what enters the first layer, then what leaves each */
  stream: Float32Array;
  /** [nLayer, H, T, T] */
  attention: Float32Array;
  /** [nLayer, H, T, D] each */
  queries: Float32Array;
  keys: Float32Array;
  values: Float32Array;
  /** Heads that add nothing; their q, k, v and attention are computed all the same. */
  off: HeadPlace[];
  /** The likeliest tokens after the place asked for, read off before the first layer and after each; the last are the model's own. */
  lens: Candidate[][];
}

/** What the text costs when one head is off. */
export interface HeadCost {
  layer: number;
  head: number;
  /** Mean surprise per character. */
  bits: number;
}

export interface MicroscopeMethods {
  selectBackend: { params: { prefer: BackendChoice }; event: never; result: BackendInfo };
  openModel: { params: { name: ShippedModel }; event: never; result: OpenedModel };
  /** `place` counts tokens from 0; the lens reads the prediction that follows it. */
  look: { params: { text: string; place: number; ablation: Ablation; top: number }; event: never; result: Look };
  /** The text's cost with each head off in turn, told one by one; `all` is the cost with every head on. */
  headsInTurn: { params: { text: string }; event: HeadCost; result: { all: number } };
}
