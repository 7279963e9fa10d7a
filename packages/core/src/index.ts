/**
 * `@glassbox/core`: train, sample and look inside small GPTs. Runs in Node, in a page and in a Web Worker.
 * Folders on disk are in `@glassbox/core/node`, the browser's private files in `@glassbox/core/browser`.
 */
export { createRandom, GlassboxError, KernelError, type Random, ShapeError } from '@glassbox/kernels';
export { BACKEND_NAMES, type BackendInfo, type BackendName, type BackendOptions } from './backend/backend.ts';
export { selectBackend } from './backend/select-backend.ts';
export {
  CHINESE_CHAT,
  type ChatMessage,
  type ChatOptions,
  type ChatRole,
  type ChatTemplate,
  type ChatTurn,
  chatStopTokens,
  ENGLISH_CHAT,
  encodeChat,
  renderChat,
  SPECIAL_CHAT,
} from './chat/chat-template.ts';
export { loadChatTemplate, saveChatTemplate, toJinja } from './checkpoint/chat-template-file.ts';
export { type BertModel, type LoadedBert, loadBert } from './checkpoint/load-bert.ts';
export { type LoadedModel, loadModel } from './checkpoint/load-model.ts';
export type { LoadedTokenizer } from './checkpoint/model-folder.ts';
export { readSafetensors, type SafetensorsEntry, type SafetensorsFile } from './checkpoint/safetensors.ts';
export { floatValues } from './checkpoint/safetensors-values.ts';
export { type SavableModel, type SaveModelOptions, saveModel } from './checkpoint/save-model.ts';
export { type TensorToWrite, writeSafetensors } from './checkpoint/write-safetensors.ts';
export type { Batch, BatchesState, BatchShape, BatchSource, StoredSource } from './data/batch-source.ts';
export { type Batches, type BatchesOptions, batches } from './data/batches.ts';
export type { SourceOptions } from './data/check-source.ts';
export { type Examples, exampleBatches, type TokenExample } from './data/examples.ts';
export { type LabelledExample, labelledBatches } from './data/labelled.ts';
export { type MaskedRow, type MaskingOptions, maskTokens } from './data/mask-tokens.ts';
export { cutRows, type MaskedOptions, maskedBatches } from './data/masked.ts';
export { type SftExample, type SftOptions, sftBatches } from './data/sft.ts';
export { type CompleteOptions, type Completion, complete } from './evaluate/complete.ts';
export { type GenerateOptions, generate } from './evaluate/generate.ts';
export {
  type GenerateTokensOptions,
  generateTokens,
  type TokenAlternative,
  type WrittenToken,
} from './evaluate/generate-tokens.ts';
export { nextTokenProbabilities, type TokenProbability } from './evaluate/next-token.ts';
export { drawToken, type SamplingOptions, tokenProbabilities } from './evaluate/sampling.ts';
export { surprisal } from './evaluate/surprisal.ts';
export { type Directory, memoryDirectory, type OpenFile } from './foundations/directory.ts';
export {
  BackendUnavailableError,
  CheckpointError,
  ConfigError,
  CorpusError,
} from './foundations/errors.ts';
export { addLora, type LoraConfig, type LoraGpt, type LoraOptions } from './lora/lora.ts';
export { loadAdapter, saveAdapter } from './lora/save-adapter.ts';
export { ablated } from './model/ablated.ts';
export type { Ablation } from './model/ablation.ts';
export { type Bert, type BertLossOptions, createBert } from './model/bert.ts';
export {
  type BertClassifier,
  type ClassifierOptions,
  createBertClassifier,
  withClassifier,
} from './model/bert-classifier.ts';
export type { BertActivation, BertConfig } from './model/bert-config.ts';
export type { BertArchitecture, BertEncoder } from './model/bert-encoder.ts';
export type { BertOptions } from './model/bert-forward.ts';
export { type CountFlopsOptions, countFlops, estimateTrainingFlops, type FlopCounts } from './model/count-flops.ts';
export { type CountMemoryOptions, countMemory, type MemoryCounts } from './model/count-memory.ts';
export { type ByComponent, countBertParameters, countParameters } from './model/count-parameters.ts';
export { cloneGpt, createGpt, type Gpt, type GptSource, gptOfParameters, type LossOptions } from './model/gpt.ts';
export { createGptCache, type GptCache, type GptCacheOptions } from './model/gpt-cache.ts';
export type { GptConfig } from './model/gpt-config.ts';
export type { ForwardOptions } from './model/gpt-input.ts';
export { type Inspection, type InspectOptions, inspect, type PlainTensor } from './model/inspect.ts';
export type { LanguageModel, LanguageModelLossOptions } from './model/language-model.ts';
export { GPT2_SIZES, GPT3_SIZES, type PublishedSize } from './model/published-sizes.ts';
export * from './tokenizer/index.ts';
export { evaluateLoss, type LossEvaluation } from './train/evaluate-loss.ts';
export { type FineTuneOptions, fineTune } from './train/fine-tune.ts';
export { createOptimizer, type Optimizer, type OptimizerConfig } from './train/optimizer.ts';
export { PRESETS, type Preset, type PresetName } from './train/presets.ts';
export type { BestStep, Progress } from './train/progress.ts';
export { type ResumeOptions, resumeTrainer } from './train/resume-trainer.ts';
export { learningRateAt, type ScheduleConfig } from './train/schedule.ts';
export type { CompleteTrainConfig, EarlyStop, TrainConfig } from './train/train-config.ts';
export { type StepSettings, trainStep } from './train/train-step.ts';
export {
  createTrainer,
  pretrain,
  type RunOptions,
  type Trainer,
  TrainingError,
  type TrainReport,
} from './train/trainer.ts';
export type { TrainerOptions } from './train/trainer-parts.ts';
