/**
 * Opens an uploaded language model. Sizes are judged by `config.json` before any weights are looked at; the weights then go
 * through core's reader, which believes nothing in a file.
 */
import {
  CheckpointError,
  ConfigError,
  countParameters,
  type Gpt,
  loadModel,
  memoryDirectory,
  type Tokenizer,
  TokenizerError,
} from '@glassbox/core';
import { z } from 'zod';
import { Refusal } from './evaluator.ts';

/** No question asks for more, and a model of this size is evaluated within the time limit on one core. */
const MAX_PARAMETERS = 4_000_000;
const MAX_VOCABULARY = 60_000;
const MAX_CONTEXT = 4_096;
/** A technical reason is quoted this far. */
const QUOTE_LENGTH = 240;

const size = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const configSchema = z.object({
  vocab_size: size,
  n_layer: size,
  n_head: size,
  n_embd: size,
  n_positions: size.optional(),
  n_ctx: size.optional(),
});

export interface UploadedModel {
  /** The caller disposes it. */
  model: Gpt;
  tokenizer: Tokenizer;
}

/** Returns the model of three uploaded files. Throws `Refusal` when they are not a sound GPT of a bearable size. */
export async function readModel(files: ReadonlyMap<string, Uint8Array>): Promise<UploadedModel> {
  checkSizes(parseConfig(files.get('config.json')));
  const directory = memoryDirectory();
  for (const [name, bytes] of files) await directory.write(name, bytes);
  const { model, tokenizer, tokenizerProblem } = await loadModel(directory).catch((error: unknown) => {
    if (error instanceof CheckpointError) throw damaged('weights-damaged', error);
    throw error;
  });
  if (tokenizer !== undefined && tokenizer.vocabSize <= model.config.vocabSize) return { model, tokenizer };
  model.dispose();
  if (tokenizer !== undefined) throw wrongVocabulary(tokenizer.vocabSize, model.config.vocabSize);
  throw damaged('tokenizer-damaged', tokenizerProblem ?? new TokenizerError('tokenizer.json: there is none.'));
}

function parseConfig(bytes: Uint8Array | undefined): z.output<typeof configSchema> {
  try {
    return configSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? new Uint8Array())));
  } catch (cause) {
    throw new Refusal(
      'config-damaged',
      {
        zh: 'config.json读不出模型的形状：需要vocab_size、n_layer、n_head、n_embd和n_positions，都是正整数。请从实验里重新导出三个文件。',
        en: 'config.json: the shape of a model could not be read; vocab_size, n_layer, n_head, n_embd and n_positions as whole numbers from 1 were needed; export the three files from the lab again.',
      },
      { cause },
    );
  }
}

/** Before a single byte is reserved: a config may ask for anything. */
function checkSizes({ vocab_size, n_layer, n_head, n_embd, n_positions, n_ctx }: z.output<typeof configSchema>): void {
  const blockSize = n_positions ?? n_ctx ?? 1;
  const parameters = parametersOf({ vocabSize: vocab_size, nLayer: n_layer, nHead: n_head, nEmbd: n_embd, blockSize });
  if (parameters > MAX_PARAMETERS) {
    throw new Refusal('model-too-large', {
      zh: `config.json写的是${parameters.toLocaleString('en')}个参数，最多评测${MAX_PARAMETERS.toLocaleString('en')}个。请用小一些的模型。`,
      en: `config.json: ${parameters.toLocaleString('en')} parameters were announced; at most ${MAX_PARAMETERS.toLocaleString('en')} are evaluated; hand in a smaller model.`,
    });
  }
  if (vocab_size > MAX_VOCABULARY || blockSize > MAX_CONTEXT) {
    throw new Refusal('model-too-wide', {
      zh: `config.json写的是词表${vocab_size}、上下文${blockSize}，最多是${MAX_VOCABULARY}和${MAX_CONTEXT}。请换一个小一些的设置。`,
      en: `config.json: a vocabulary of ${vocab_size} and a context of ${blockSize} were announced; at most ${MAX_VOCABULARY} and ${MAX_CONTEXT} are evaluated; choose smaller ones.`,
    });
  }
}

function parametersOf(config: Parameters<typeof countParameters>[0]): number {
  try {
    return countParameters(config).total;
  } catch (error) {
    if (error instanceof ConfigError) throw damaged('config-damaged', error);
    throw error;
  }
}

function damaged(code: string, cause: Error): Refusal {
  const detail = cause.message.slice(0, QUOTE_LENGTH);
  return new Refusal(
    code,
    {
      zh: `文件读不了，没有评分。技术上的原因：${detail} 请从实验里重新导出config.json、model.safetensors和tokenizer.json，三个一起交。`,
      en: `The files could not be read and were not graded. The technical reason: ${detail} Export config.json, model.safetensors and tokenizer.json from the lab again and hand in all three.`,
    },
    { cause },
  );
}

function wrongVocabulary(found: number, room: number): Refusal {
  return new Refusal('wrong-vocabulary', {
    zh: `tokenizer.json有${found}个词元，模型只有${room}个的位置：它们不是一套。请把同一次训练导出的三个文件一起交。`,
    en: `tokenizer.json has ${found} tokens and the model room for ${room}: they do not belong together. Hand in the three files of one run.`,
  });
}
