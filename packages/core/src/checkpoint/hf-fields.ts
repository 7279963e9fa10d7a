/** Reads fields of a `config.json` and refuses what can't be read by name. */
import { CheckpointError, ConfigError } from '../foundations/errors.ts';

export type HfFields = Readonly<Record<string, unknown>>;

/** The names transformers has for the tanh approximation of GELU. */
export const TANH_GELU: readonly unknown[] = ['gelu_new', 'gelu_pytorch_tanh', 'gelu_fast'];

/** Returns the fields of a parsed `config.json`. Throws a CheckpointError if it is no object. */
export function fieldsOf(json: unknown): HfFields {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as HfFields;
  throw new CheckpointError('config.json: no JSON object was found; a configuration was needed; check the folder.');
}

/** Returns a field that counts something, from 1 up. */
export function whole(fields: HfFields, field: string, fallback?: number): number {
  const value = fields[field] ?? fallback;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
  return failField(field, value, 'a whole number from 1 up');
}

/** Returns a field in [0, 1), or the fallback when it is absent. */
export function share(fields: HfFields, field: string, fallback: number): number {
  const value = fields[field] ?? fallback;
  if (typeof value === 'number' && value >= 0 && value < 1) return value;
  return failField(field, value, 'a number from 0 up to, but not, 1');
}

/** Throws unless the field is absent or one of the values. */
export function requireOneOf(fields: HfFields, field: string, values: readonly unknown[]): void {
  const value = fields[field];
  if (value === undefined || values.includes(value)) return;
  failField(field, value, values.length === 1 ? JSON.stringify(values[0]) : `one of ${values.join(', ')}`);
}

export function failField(field: string, found: unknown, needed: string): never {
  const text = JSON.stringify(found) ?? 'nothing';
  throw new CheckpointError(
    `config.json, ${field}: ${text.length > 80 ? `${text.slice(0, 80)}…` : text} was found; ${needed} was needed; ` +
      'other architectures and variants are not read.',
  );
}

/** Returns a completed configuration; one that no model can have is the file's mistake, not the caller's. */
export function checkedConfig<Config>(complete: () => Config): Config {
  try {
    return complete();
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new CheckpointError(`config.json: ${cause.message}`, undefined, { cause });
  }
}
