/**
 * The reward model of a lab in private storage, so that PPO goes on after a reload without training it again: its weights, the votes
 * that DPO learns from, the taste that says what is true, and for which seed and on which shipped model all that was made.
 */
import { loadRewardModel, type Preference, type RewardModel, saveRewardModel } from '@glassbox/core/align';
import { isListOf, isNumber } from '../parts/kept-result.ts';
import { record } from '../parts/persisted.ts';
import type { openKeep } from '../worker/keep.ts';
import { findWork, keepWork } from '../worker/kept-work.ts';
import type { RewardResult } from './contract.ts';
import { TASTE_IDS, type TasteId } from './taste.ts';

/** A reward model that was trained to its end, with all that a run needs of it. */
export interface TrainedReward {
  model: RewardModel;
  preferences: readonly Preference[];
  taste: TasteId;
  result: RewardResult;
}

/** Where it is kept. */
export interface RewardPlace {
  slot: string;
  /** The address of the shipped weights it was trained on, which changes with them. */
  shipped: string;
  open?: typeof openKeep;
}

/** Resolves to whether it is kept; the model stays the caller's. */
export function keepReward(
  { slot, shipped, open }: RewardPlace,
  { model, preferences, taste, result }: TrainedReward,
): Promise<boolean> {
  const tokens = preferences.map(({ prompt, chosen, rejected }) =>
    [prompt, chosen, rejected].map((ids) => Array.from(ids)),
  );
  const note = { shipped, taste, result, preferences: tokens };
  return keepWork(slot, note, (directory) => saveRewardModel(model, directory), open);
}

/** Resolves to the kept reward model of this seed, the caller's to dispose; undefined when there is none that fits. */
export function findReward({ slot, shipped, open }: RewardPlace, seed: number): Promise<TrainedReward | undefined> {
  return findWork(
    slot,
    async (json, directory) => {
      const note = record(json);
      const result = record(note?.result);
      const taste = TASTE_IDS.find((id) => id === note?.taste);
      if (note?.shipped !== shipped || result?.seed !== seed || !taste) return undefined;
      if (!isListOf(note.preferences, isPreference)) return undefined;
      const preferences = note.preferences.map(([prompt, chosen, rejected]) => ({ prompt, chosen, rejected }));
      return { model: await loadRewardModel(directory), preferences, taste, result: note.result as RewardResult };
    },
    open,
  );
}

type Tokens = [prompt: number[], chosen: number[], rejected: number[]];

function isPreference(json: unknown): json is Tokens {
  return isListOf(json, (ids): ids is number[] => isListOf(ids, isNumber)) && json.length === 3;
}
