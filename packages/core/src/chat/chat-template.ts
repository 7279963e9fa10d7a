/**
 * How a conversation is written down as one row of tokens. A template is plain data: what stands before and after each
 * speaker's words. With special tokens nobody can forge a turn, because words are never read as special tokens; without
 * them, as for small character models, the marks are ordinary text and words that hold an end mark are refused.
 */
import type { TokenExample } from '../data/examples.ts';
import { joinLists } from '../data/lists.ts';
import { ConfigError, CorpusError } from '../foundations/errors.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';

export const CHAT_ROLES = ['system', 'user', 'assistant'] as const;

/** Who speaks. */
export type ChatRole = (typeof CHAT_ROLES)[number];

/** What one speaker said. */
export interface ChatMessage {
  readonly role: ChatRole;
  readonly content: string;
}

/** What stands around one speaker's words. */
export interface ChatTurn {
  readonly before: string;
  /** Ends the turn; the assistant's is what the model must learn to say, and what generation stops at. */
  readonly after: string;
}

/** How conversations are written down; plain data, JSON-safe. */
export interface ChatTemplate {
  readonly turns: Readonly<Record<ChatRole, ChatTurn>>;
  /** Which pieces of the marks are special tokens of the tokenizer; none: the marks are ordinary text. */
  readonly specialTokens: readonly string[];
}

/** How a conversation is to end. */
export interface ChatOptions {
  /** Ends with what stands before an assistant's words, so that the model goes on as the assistant. Default false. */
  readonly addGenerationPrompt?: boolean;
}

/** For tokenizers that were made with `specialTokens: SPECIAL_CHAT.specialTokens`. */
export const SPECIAL_CHAT: ChatTemplate = {
  turns: {
    system: { before: '<|system|>', after: '<|end|>' },
    user: { before: '<|user|>', after: '<|end|>' },
    assistant: { before: '<|assistant|>', after: '<|end|>' },
  },
  specialTokens: ['<|system|>', '<|user|>', '<|assistant|>', '<|end|>'],
};

/** For character tokenizers whose text holds these marks: one line per turn, in Chinese. */
export const CHINESE_CHAT: ChatTemplate = {
  turns: {
    system: { before: '注：', after: '\n' },
    user: { before: '问：', after: '\n' },
    assistant: { before: '答：', after: '\n' },
  },
  specialTokens: [],
};

/** The same in English. */
export const ENGLISH_CHAT: ChatTemplate = {
  turns: {
    system: { before: 'Note: ', after: '\n' },
    user: { before: 'Q: ', after: '\n' },
    assistant: { before: 'A: ', after: '\n' },
  },
  specialTokens: [],
};

/**
 * Returns a conversation as text: before + content + after for each message, nothing between them.
 *
 * @throws CorpusError if a message holds its own end mark, or there is none
 * @example renderChat(CHINESE_CHAT, [{ role: 'user', content: '几点？' }], { addGenerationPrompt: true }); // '问：几点？\n答：'
 */
export function renderChat(
  template: ChatTemplate,
  messages: readonly ChatMessage[],
  options: ChatOptions = {},
): string {
  return piecesOf(template, messages, options)
    .map(({ text }) => text)
    .join('');
}

/**
 * Returns a conversation as tokens, and which of them count in the loss: an assistant's words and the mark that ends
 * them. Marks and words are encoded apart from each other, so a prompt has the same tokens alone as in front of its
 * answer.
 *
 * @throws CorpusError as `renderChat`; TokenizerError if the tokenizer lacks a character or a special token
 */
export function encodeChat(
  tokenizer: Tokenizer,
  template: ChatTemplate,
  messages: readonly ChatMessage[],
  options: ChatOptions = {},
): TokenExample {
  const encoded = piecesOf(template, messages, options).map(({ text, isMark, counts }) => ({
    tokenIds: tokenizer.encode(text, isMark ? { allowedSpecial: template.specialTokens } : {}),
    counts,
  }));
  return {
    tokenIds: joinLists(encoded.map(({ tokenIds }) => tokenIds)),
    counted: Uint8Array.from(encoded.flatMap(({ tokenIds, counts }) => Array(tokenIds.length).fill(counts ? 1 : 0))),
  };
}

/** Returns the ids at which an assistant's turn ends, for the `stopTokens` of generation. Throws as `encodeChat`. */
export function chatStopTokens(tokenizer: Tokenizer, template: ChatTemplate): number[] {
  const [first] = tokenizer.encode(template.turns.assistant.after, { allowedSpecial: template.specialTokens });
  if (first !== undefined) return [first];
  throw new ConfigError(
    'chat template: nothing stands after an assistant turn; a mark to stop at was needed; give turns.assistant an after.',
    'turns.assistant.after',
  );
}

interface Piece {
  readonly text: string;
  readonly isMark: boolean;
  readonly counts: boolean;
}

function piecesOf(template: ChatTemplate, messages: readonly ChatMessage[], options: ChatOptions): Piece[] {
  const { turns } = template;
  if (messages.length === 0) throw new CorpusError('chat: no message was found; at least 1 was needed; add one.');
  const pieces = messages.flatMap(({ role, content }, number): Piece[] => {
    const turn = turns[role];
    if (template.specialTokens.length === 0) refuseMark(content, turn.after, number);
    const counts = role === 'assistant';
    return [
      { text: turn.before, isMark: true, counts: false },
      { text: content, isMark: false, counts },
      { text: turn.after, isMark: true, counts },
    ];
  });
  const prompt = { text: turns.assistant.before, isMark: true, counts: false };
  return options.addGenerationPrompt ? [...pieces, prompt] : pieces;
}

function refuseMark(content: string, mark: string, number: number): void {
  if (mark === '' || !content.includes(mark)) return;
  throw new CorpusError(
    `chat: message ${number} holds ${JSON.stringify(mark)}, which ends a turn; words without it were needed; ` +
      'take it out, or use a template with special tokens.',
  );
}
