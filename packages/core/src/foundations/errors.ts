/**
 * The errors of core. Each names a concern, keeps its `cause`, and reads
 * "where: what was found; what was needed; what to do".
 */
import { GlassboxError } from '@glassbox/kernels/errors';

/** A setting is missing, unknown, of the wrong type or out of range. `field` names it. */
export class ConfigError extends GlassboxError {
  readonly code = 'config';
  readonly field: string;
  constructor(message: string, field: string, options?: ErrorOptions) {
    super(message, options);
    this.field = field;
  }
}

/** A text holds a character the vocabulary lacks, or a tokenizer file cannot be read. */
export class TokenizerError extends GlassboxError {
  readonly code = 'tokenizer';
  /** The unknown character, where there is one. */
  readonly character: string | undefined;
  /** Its place, counted in code points from 0. */
  readonly position: number | undefined;
  constructor(message: string, place?: { character: string; position: number }, options?: ErrorOptions) {
    super(message, options);
    this.character = place?.character;
    this.position = place?.position;
  }
}

/** A saved model is missing, damaged, hostile or of another architecture. `tensor` names the culprit. */
export class CheckpointError extends GlassboxError {
  readonly code = 'checkpoint';
  readonly tensor: string | undefined;
  constructor(message: string, tensor?: string, options?: ErrorOptions) {
    super(message, options);
    this.tensor = tensor;
  }
}

/** A text to learn from is empty, too short, or not text at all. */
export class CorpusError extends GlassboxError {
  readonly code = 'corpus';
}

/** None of the backends asked for can run here. */
export class BackendUnavailableError extends GlassboxError {
  readonly code = 'backend-unavailable';
}
