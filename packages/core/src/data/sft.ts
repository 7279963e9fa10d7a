/**
 * Supervised fine-tuning data: questions with answers, or whole conversations, as batches whose loss counts the
 * answers' tokens only. The model reads the question and is never asked to say it.
 */
import { type ChatMessage, type ChatTemplate, encodeChat } from '../chat/chat-template.ts';
import { CorpusError } from '../foundations/errors.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import type { SourceOptions } from './check-source.ts';
import { type Examples, exampleBatches, type TokenExample } from './examples.ts';

/** One exchange, or a conversation of any length with at least one assistant's message. */
export type SftExample =
  | { readonly prompt: string; readonly answer: string }
  | { readonly messages: readonly ChatMessage[] };

/** How conversations are made into batches. */
export interface SftOptions extends SourceOptions {
  readonly tokenizer: Tokenizer;
  readonly template: ChatTemplate;
  /** Examples that are never trained on. Default: the last tenth of the examples. */
  readonly validation?: readonly SftExample[];
  /**
   * What becomes of an example longer than blockSize + 1 tokens: refused with an error, or its first tokens are cut off
   * as far as needed, so that the end of the last answer stays. Default 'refuse'.
   */
  readonly tooLong?: 'refuse' | 'cutStart';
}

const VALIDATION_FRACTION = 0.1;

/**
 * Returns the seeded data source of conversations: every example once per epoch, one per row, padded on the right;
 * targets are the assistants' tokens and their end marks, −1 elsewhere.
 *
 * @throws ConfigError if an option is out of range; CorpusError if an example has no answer, is too long or holds its
 *   template's end mark; TokenizerError if the tokenizer lacks a character or a special token
 * @see Ouyang et al. 2022, arXiv:2203.02155, section 3.5 (SFT); the loss on answers only is common practice since
 * @example sftBatches(pairs, { tokenizer, template: ENGLISH_CHAT, batchSize: 16, blockSize: 64, seed: 1 });
 */
export function sftBatches(examples: readonly SftExample[], options: SftOptions): Examples {
  const { validation, ...others } = options;
  const held = Math.floor(examples.length * VALIDATION_FRACTION);
  const parts = validation
    ? [examples, validation]
    : [examples.slice(0, examples.length - held), examples.slice(examples.length - held)];
  const [train = [], test = []] = parts.map((part) => part.map((example, i) => encodeSft(example, i, others)));
  return exampleBatches(train, test, options);
}

/** Returns the messages of an example. */
function messagesOf(example: SftExample): readonly ChatMessage[] {
  if ('messages' in example) return example.messages;
  return [
    { role: 'user', content: example.prompt },
    { role: 'assistant', content: example.answer },
  ];
}

function encodeSft(
  example: SftExample,
  number: number,
  { tokenizer, template, blockSize, tooLong = 'refuse' }: SftOptions,
): TokenExample {
  const messages = messagesOf(example);
  if (!messages.some(({ role }) => role === 'assistant')) {
    throw new CorpusError(
      `sft: example ${number} has no assistant's message; at least one was needed, for only they count; add the answer.`,
    );
  }
  const { tokenIds, counted } = encodeChat(tokenizer, template, messages);
  const start = tokenIds.length - (blockSize + 1);
  if (start <= 0 || tooLong === 'refuse') return { tokenIds, counted }; // exampleBatches refuses with the numbers
  return { tokenIds: tokenIds.slice(start), counted: counted.slice(start) };
}
