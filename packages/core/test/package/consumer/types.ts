/** Every entry's types resolve, and are not `any`. */
import { createGpt, type Gpt } from '@glassbox/core';
import type * as align from '@glassbox/core/align';
import { opfsDirectory } from '@glassbox/core/browser';
import type * as classic from '@glassbox/core/classic';
import type * as emergence from '@glassbox/core/emergence';
import type * as hallucination from '@glassbox/core/hallucination';
import type * as nature from '@glassbox/core/nature';
import { nodeDirectory } from '@glassbox/core/node';
import type * as rag from '@glassbox/core/rag';
import { charTokenizer } from '@glassbox/core/tokenizer';
import type * as world from '@glassbox/core/world';

export const model: Gpt = createGpt({ vocabSize: 2, nLayer: 1, nHead: 1, nEmbd: 2, blockSize: 2 }, { seed: 1 });
export const directories = [nodeDirectory('x'), opfsDirectory('y')];
// @ts-expect-error a text was needed: an `any` here would accept the number
export const tokenizer = charTokenizer(5);

type IsAny<Type> = 0 extends 1 & Type ? true : false;
type AreAny<Types extends readonly unknown[]> = { [Index in keyof Types]: IsAny<Types[Index]> };
type Entries = [
  typeof align,
  typeof classic,
  typeof emergence,
  typeof hallucination,
  typeof nature,
  typeof rag,
  typeof world,
];
export const noneIsAny: AreAny<Entries> = [false, false, false, false, false, false, false];
