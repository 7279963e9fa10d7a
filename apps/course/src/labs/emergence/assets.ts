/** Addresses of the shipped sweeps. */
import addition from '@glassbox/models/sweep/addition.json?url';
import additionReversed from '@glassbox/models/sweep/addition-reversed.json?url';
import chain from '@glassbox/models/sweep/chain.json?url';
import chainScratchpad from '@glassbox/models/sweep/chain-scratchpad.json?url';
import repeats from '@glassbox/models/sweep/repeats.json?url';
import rules from '@glassbox/models/sweep/rules.json?url';
import { download } from '../worker/assets.ts';
import type { SweepName } from './contract.ts';

const ADDRESSES: Readonly<Record<SweepName, string>> = {
  addition,
  'addition-reversed': additionReversed,
  chain,
  'chain-scratchpad': chainScratchpad,
  repeats,
  rules,
};

export async function sweepText(name: SweepName): Promise<string> {
  return new TextDecoder().decode(await download(ADDRESSES[name]));
}
