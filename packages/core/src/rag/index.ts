/**
 * `@glassbox/core/rag`: answers from your own documents, with citations, or none. Plain typed arrays: importing it
 * loads no tensor library, and the PDF reader only at the first PDF.
 */
export { Bm25Index, type Bm25Options, inverseDocumentFrequency, termScore } from './bm25.ts';
export {
  type Calibration,
  type CalibrationCase,
  type Clues,
  type FitOptions,
  fitCalibration,
  probabilityOf,
  UNCALIBRATED,
} from './calibration.ts';
export { type Chunk, type ChunkOptions, chunkDocument, columns, DEFAULT_CHUNKING } from './chunk.ts';
export type { ChunkStore, IndexedChunk, TermStatistics } from './chunk-store.ts';
export {
  type Block,
  type BlockKind,
  DocumentError,
  locateInSource,
  type MediaType,
  type PageSpan,
  type RagDocument,
  type SourcePlace,
  type SourceRun,
  type Span,
} from './document.ts';
export type { Embedder, EmbedOptions } from './embedder.ts';
export {
  type FeatureExtractor,
  type OpenAiEmbedderOptions,
  openAiEmbedder,
  type TransformersEmbedderOptions,
  transformersEmbedder,
} from './embedder-adapters.ts';
export type { Citation, Evidence } from './evidence.ts';
export { featureHashes, rowOf } from './features.ts';
export { fuseRankings } from './fuse.ts';
export {
  type AnswerSentence,
  type Draft,
  extractiveGenerator,
  type GenerateRequest,
  type Generator,
} from './generator.ts';
export {
  type EmbedderWeights,
  embedText,
  type HashedEmbedder,
  hashedEmbedder,
  loadEmbedder,
  saveEmbedder,
} from './hashed-embedder.ts';
export {
  type Answer,
  type AskOptions,
  createKnowledgeBase,
  indexChunks,
  type KnowledgeBase,
  type KnowledgeBaseOptions,
} from './knowledge-base.ts';
export { type LoadKnowledgeBaseOptions, loadKnowledgeBase } from './load-knowledge-base.ts';
export { memoryChunkStore } from './memory-store.ts';
export {
  faithfulness,
  meanReciprocalRank,
  ndcgAtK,
  type RankedResult,
  type RefusalScores,
  recallAtK,
  refusalScores,
} from './metrics.ts';
export type { QuoteOptions } from './quotable.ts';
export {
  documentFromText,
  type ReadOptions,
  type ReadResult,
  readDocuments,
  type SourceFile,
} from './read-documents.ts';
export { type Hit, type SearchMode, type SearchRequest, searchChunks } from './search.ts';
export { splitSentences } from './sentences.ts';
export { type Fetch, ServiceError, type ServiceOptions } from './service.ts';
export { citeText, isSupported, supportOf } from './support.ts';
export { termsOf } from './terms.ts';
export type { Scored } from './top-list.ts';
export { cosine, dotProduct, normalised, VectorIndex } from './vector-index.ts';
export {
  type GptGeneratorOptions,
  gptGenerator,
  type OpenAiGeneratorOptions,
  openAiGenerator,
  type Write,
} from './writing-generators.ts';
