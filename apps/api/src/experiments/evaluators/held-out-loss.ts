/**
 * How surprised a language model is by text it cannot have read: nats per character of a hidden text. Per character and not
 * per token, so that another way of cutting the text makes no difference: a lossless tokenizer and a model are together a
 * code for the text, and its length is what is measured.
 */
import { type Gpt, type Tokenizer, TokenizerError } from '@glassbox/core';
import type { HeldOutLossSettings, HiddenText } from '@glassbox/quiz';
import type { EvaluationInput, Metrics } from './evaluator.ts';
import { Refusal } from './evaluator.ts';
import { readHidden } from './hidden.ts';
import { readModel } from './read-model.ts';
import { startBackend } from './start-backend.ts';

/** More context than this is not used: it bounds the work, and no model of the course has more. */
const MAX_WINDOW = 128;
/** Numbers of the largest tensor, the logits [B·T, V], at once. */
const MAX_LOGITS = 4_000_000;
const MAX_ROWS = 16;

export async function heldOutLoss(input: EvaluationInput, report: (share: number) => void): Promise<Metrics> {
  await startBackend();
  const { model, tokenizer } = await readModel(input.files);
  try {
    const { texts } = input.authored as HeldOutLossSettings;
    const { name, text, tokenIds } = await chooseText(tokenizer, texts);
    const nats = await natsOf(model, tokenIds, report);
    const characters = [...text].length - [...tokenizer.decode(tokenIds.subarray(0, 1))].length;
    return { parameters: model.parameterCount, [`${name}-nats`]: nats / characters };
  } finally {
    model.dispose();
  }
}

/** The first hidden text that the tokenizer takes apart and puts together again, to the last character. */
async function chooseText(
  tokenizer: Tokenizer,
  names: readonly HiddenText[],
): Promise<{ name: HiddenText; text: string; tokenIds: Int32Array }> {
  let missing: string | undefined;
  for (const name of names) {
    const text = await readHidden(name);
    try {
      const tokenIds = tokenizer.encode(text);
      if (tokenIds.length > 1 && tokenizer.decode(tokenIds) === text) return { name, text, tokenIds };
    } catch (error) {
      if (!(error instanceof TokenizerError)) throw error;
      missing ??= error.character;
    }
  }
  throw new Refusal('text-not-covered', {
    zh: `这个模型的词表写不出考它的文字${missing === undefined ? '' : `（例如「${missing}」）`}。请用实验里自带的语料训练，再交一次。`,
    en: `This model's vocabulary cannot write the text it is tried on${missing === undefined ? '' : ` (“${missing}”, for example)`}. Train on a corpus that the lab ships and hand it in again.`,
  });
}

/** −Σ ln p(token | the tokens before it in its window), over all tokens but the first. */
async function natsOf(model: Gpt, tokenIds: Int32Array, report: (share: number) => void): Promise<number> {
  const { vocabSize: V, blockSize } = model.config;
  const T = Math.max(1, Math.min(blockSize, MAX_WINDOW, Math.floor(MAX_LOGITS / V)));
  const B = Math.max(1, Math.min(MAX_ROWS, Math.floor(MAX_LOGITS / (T * V))));
  const predicted = tokenIds.length - 1;
  let nats = 0;
  for (let start = 0; start < predicted; ) {
    const left = predicted - start;
    // Full rows first; what is left over at the end is one shorter row.
    const [rows, length] = left >= T ? [Math.min(B, Math.floor(left / T)), T] : [1, left];
    const count = rows * length;
    nats += (await lossOf(model, tokenIds.subarray(start, start + count + 1), [rows, length])) * count;
    start += count;
    report(start / predicted);
  }
  return nats;
}

/** Mean nats of rows that follow each other in the text. */
async function lossOf(model: Gpt, tokenIds: Int32Array, shape: [number, number]): Promise<number> {
  const loss = model.loss(tokenIds.slice(0, -1), tokenIds.slice(1), shape);
  try {
    const nats = (await loss.data())[0] ?? Number.NaN;
    if (Number.isFinite(nats) && nats >= 0) return nats;
  } finally {
    loss.dispose();
  }
  throw new Refusal('not-finite', {
    zh: '这些权重算出来的不是数（NaN或无穷大）：训练时大概发散了。请把学习率调小，重新训练再交。',
    en: 'These weights give no number (NaN or infinity): training has probably diverged. Train again with a smaller learning rate and hand in the new model.',
  });
}
