export interface GptConfig {
  readonly vocabSize: number;
  readonly nLayer: number;
  readonly nHead: number;
  readonly nEmbd: number;
  readonly blockSize: number;
  readonly dropout?: number;
  readonly layerNormEpsilon?: number;
}
