/** A byte-level BPE as a Hugging Face `tokenizer.json`, and which of their files we read ourselves. */
import { TokenizerError } from '../foundations/errors.ts';
import { toAddedTokens } from './special-tokens.ts';
import { GPT2_PATTERN } from './split-pattern.ts';

export interface BpeParts {
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly (readonly [left: string, right: string])[];
  readonly specialTokens: ReadonlyMap<string, number>;
  readonly pattern: string;
}

/** Returns the file's object. Merges are written as `left right`, which every version of `tokenizers` reads. */
export function bpeToJson({ vocab, merges, specialTokens, pattern }: BpeParts): object {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: toAddedTokens(specialTokens),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: pattern }, behavior: 'Isolated', invert: false },
        { ...byteLevel, use_regex: false },
      ],
    },
    post_processor: null,
    decoder: { ...byteLevel, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab,
      merges: merges.map(([left, right]) => `${left} ${right}`),
    },
  };
}

/**
 * Returns the parts of a file that is exactly a byte-level BPE as we have it: a split and bytes, no normalizer, nothing
 * added around a text, special tokens without side effects. Undefined for any other: the library reads those.
 */
export function findBpeParts(json: Readonly<Record<string, unknown>>): BpeParts | undefined {
  const { model, normalizer, post_processor, decoder, added_tokens = [] } = json;
  const pattern = findPattern(json.pre_tokenizer);
  if (pattern === undefined || !isRecord(model) || model.type !== 'BPE' || !isRecord(model.vocab)) return undefined;
  if (normalizer || (post_processor && typeOf(post_processor) !== 'ByteLevel') || typeOf(decoder) !== 'ByteLevel') {
    return undefined;
  }
  const odd = ['dropout', 'continuing_subword_prefix', 'end_of_word_suffix', 'byte_fallback', 'ignore_merges'];
  if (odd.some((field) => model[field])) return undefined;
  const specialTokens = findSpecialTokens(added_tokens);
  if (!specialTokens || !Array.isArray(model.merges)) return undefined;
  const vocab = Object.fromEntries(
    Object.entries(model.vocab as Record<string, number>).filter(([token]) => !specialTokens.has(token)),
  );
  return { vocab, merges: model.merges.map(readMerge), specialTokens, pattern };
}

/** `use_regex` of ByteLevel stands for GPT-2's pattern. */
function findPattern(preTokenizer: unknown): string | undefined {
  if (!isRecord(preTokenizer)) return undefined;
  const steps = preTokenizer.type === 'Sequence' ? preTokenizer.pretokenizers : [preTokenizer];
  if (!Array.isArray(steps)) return undefined;
  const [first, second] = steps;
  const bytes = steps.at(-1);
  if (typeOf(bytes) !== 'ByteLevel' || bytes.add_prefix_space !== false) return undefined;
  if (steps.length === 1) return bytes.use_regex === false ? undefined : GPT2_PATTERN;
  const isolated = typeOf(first) === 'Split' && first.behavior === 'Isolated' && first.invert !== true;
  if (steps.length !== 2 || !isolated || second.use_regex !== false || !isRecord(first.pattern)) return undefined;
  const { Regex: pattern } = first.pattern;
  return typeof pattern === 'string' && isPlain(pattern) ? pattern : undefined;
}

/** Whether JavaScript reads the expression as Hugging Face's engine does: inline flags and possessive quantifiers differ. */
function isPlain(pattern: string): boolean {
  if (/\(\?[^:!=<]|[+*?]\+|\\[hHAzZ<>RXgk]|\[\[|&&/.test(pattern)) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false; // the library rewrites what JavaScript does not know
  }
}

function findSpecialTokens(addedTokens: unknown): Map<string, number> | undefined {
  if (!Array.isArray(addedTokens)) return undefined;
  const plain = addedTokens.every(
    (token) => isRecord(token) && token.special === true && !token.lstrip && !token.rstrip && !token.single_word,
  );
  return plain ? new Map(addedTokens.map(({ content, id }) => [String(content), Number(id)])) : undefined;
}

function readMerge(merge: unknown, rank: number): readonly [string, string] {
  const parts = typeof merge === 'string' ? merge.split(' ') : merge;
  if (Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string')) {
    return [String(parts[0]), String(parts[1])];
  }
  throw new TokenizerError(
    `tokenizer.json: merge ${rank} is ${JSON.stringify(merge)}; two tokens were needed; the file is damaged.`,
  );
}

function typeOf(part: unknown): unknown {
  return isRecord(part) ? part.type : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
