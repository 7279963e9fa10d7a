/** How many numbers a model learns, part by part, without building it: from a toy to the largest GPT-3. */
import { type BertConfig, completeBertConfig } from './bert-config.ts';
import { completeGptConfig, type GptConfig } from './gpt-config.ts';

/** The parts that parameters and computing are counted by. */
export interface ByComponent {
  /** The table of token vectors. */
  readonly tokenEmbedding: number;
  /** The table of places, and in BERT that of sentences. */
  readonly positionEmbedding: number;
  /** From a token's vector to its query, key and value, all layers. */
  readonly attentionQkv: number;
  /** Query meets key, weight meets value: no parameters, but computing. */
  readonly attentionScores: number;
  /** From what the heads gathered back to the stream. */
  readonly attentionProjection: number;
  readonly mlp: number;
  readonly norms: number;
  /** From the last vector to the scores of all tokens; in GPT-2 it shares the table of token vectors. */
  readonly head: number;
  /** All of the above. */
  readonly total: number;
}

/**
 * Returns the parameters of a GPT by component. Per layer 12·C² + 13·C; with tables and last norm V·C + blockSize·C +
 * nLayer·(12·C² + 13·C) + 2·C in all. The head is tied to the token table and has none of its own.
 *
 * @throws ConfigError if a field is out of range
 * @see Radford et al. 2019, table 2; Brown et al. 2020, arXiv:2005.14165, table 2.1
 * @example countParameters({ vocabSize: 50257, nLayer: 12, nHead: 12, nEmbd: 768, blockSize: 1024 }).total; // 124439808
 */
export function countParameters(config: GptConfig): ByComponent {
  const { vocabSize: V, nLayer, nEmbd: C, blockSize } = completeGptConfig(config);
  return withTotal({
    tokenEmbedding: V * C,
    positionEmbedding: blockSize * C,
    attentionQkv: nLayer * linearCount(C, 3 * C),
    attentionScores: 0,
    attentionProjection: nLayer * linearCount(C, C),
    mlp: nLayer * (linearCount(C, 4 * C) + linearCount(4 * C, C)),
    norms: (2 * nLayer + 1) * 2 * C,
    head: 0,
  });
}

/**
 * Returns the parameters of a BERT by component: the encoder, with the pooler as `head`, as Hugging Face's BertModel
 * counts them. The masked-LM head would add C² + 3·C + V.
 *
 * @throws ConfigError if a field is out of range
 * @see Devlin et al. 2019, arXiv:1810.04805, section 3
 * @example countBertParameters({ vocabSize: 30522, nLayer: 12, nHead: 12, nEmbd: 768, blockSize: 512 }).total; // 109482240
 */
export function countBertParameters(config: BertConfig): ByComponent {
  const { vocabSize: V, nLayer, nEmbd: C, blockSize, nInner, typeVocabSize } = completeBertConfig(config);
  return withTotal({
    tokenEmbedding: V * C,
    positionEmbedding: (blockSize + typeVocabSize) * C,
    attentionQkv: nLayer * 3 * linearCount(C, C),
    attentionScores: 0,
    attentionProjection: nLayer * linearCount(C, C),
    mlp: nLayer * (linearCount(C, nInner) + linearCount(nInner, C)),
    norms: (2 * nLayer + 1) * 2 * C,
    head: linearCount(C, C),
  });
}

/** Returns the parts with their sum. */
export function withTotal(parts: Omit<ByComponent, 'total'>): ByComponent {
  return { ...parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
}

/** Weights and biases of a layer. */
function linearCount(input: number, output: number): number {
  return input * output + output;
}
