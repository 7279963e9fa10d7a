/**
 * Finds the stored tensor of every parameter: names of other versions are translated, and whatever is missing, twice
 * there, unknown, or of another shape or dtype is refused by name before any memory is taken.
 */
import { CheckpointError } from '../foundations/errors.ts';
import type { ParameterSpec } from '../model/gpt-parameters.ts';
import { floatBytes } from './safetensors-values.ts';
import type { StoredTensor } from './weight-files.ts';

/** How the files of one architecture name their tensors. */
export interface NameRules {
  /** For messages: GPT-2. */
  readonly architecture: string;
  /** Our name of a stored tensor, or undefined for one that holds no weights and is skipped. */
  translate(stored: string): string | undefined;
  /** Translated names of heads that share a parameter, with that parameter's name. */
  readonly tied: Readonly<Record<string, string>>;
}

export interface MatchedTensors {
  /** One stored tensor per parameter. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Heads that are stored beside the parameter they must equal. */
  readonly copies: readonly { readonly parameter: StoredTensor; readonly copy: StoredTensor }[];
}

/**
 * Returns the stored tensors by our names.
 *
 * @throws CheckpointError naming the tensor if two files' names mean the same one
 */
export function translateNames(
  stored: ReadonlyMap<string, StoredTensor>,
  { translate }: NameRules,
): Map<string, StoredTensor> {
  const translated = new Map<string, StoredTensor>();
  for (const [name, tensor] of stored) {
    const ours = translate(name);
    if (ours === undefined) continue;
    const other = translated.get(ours);
    if (other) {
      fail(
        name,
        `${JSON.stringify(other.name)} was found too`,
        'one of the two was needed',
        'they mean the same parameter',
      );
    }
    translated.set(ours, tensor);
  }
  return translated;
}

/**
 * Returns the stored tensor of every parameter.
 *
 * @param translated as `translateNames` returns them
 * @throws CheckpointError naming the tensor if one is missing, unknown, or of another shape or dtype
 */
export function matchTensors(
  specs: readonly ParameterSpec[],
  translated: ReadonlyMap<string, StoredTensor>,
  { architecture, tied }: NameRules,
): MatchedTensors {
  const ofOneModel = `the files must be of one ${architecture} model`;
  const known = new Set(specs.map(({ name }) => name));
  for (const [name, { name: stored }] of translated) {
    if (known.has(name) || known.has(tied[name] ?? '')) continue;
    const found = `a tensor was found that ${architecture} with this config.json does not have`;
    fail(stored, found, 'none was needed', ofOneModel);
  }
  const copyOf = new Map(Object.entries(tied).map(([head, parameter]) => [parameter, translated.get(head)]));
  const copies: { parameter: StoredTensor; copy: StoredTensor }[] = [];
  const tensors = new Map<string, StoredTensor>();
  for (const { name, shape } of specs) {
    const [parameter, copy] = [translated.get(name), copyOf.get(name)];
    const tensor = parameter ?? copy;
    const needed = `[${shape.join(', ')}]`;
    if (!tensor) fail(name, 'no such tensor was found', `shape ${needed} was needed`, ofOneModel);
    for (const found of [tensor, copy ?? tensor]) {
      floatBytes(found); // refuses dtypes that are no real numbers
      if (found.shape.join() === shape.join()) continue;
      fail(
        found.name,
        `shape [${found.shape.join(', ')}] was found`,
        `${needed} was needed by config.json`,
        ofOneModel,
      );
    }
    tensors.set(name, tensor);
    if (parameter && copy) copies.push({ parameter, copy });
  }
  return { tensors, copies };
}

function fail(name: string, found: string, needed: string, advice: string): never {
  throw new CheckpointError(`model.safetensors, ${JSON.stringify(name)}: ${found}; ${needed}; ${advice}.`, name);
}
