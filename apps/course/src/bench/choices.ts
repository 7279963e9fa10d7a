/** What is measured: on which of a device's processors, and with which model. Kept, and sent along in a link. Pure. */
import { oneOf, record } from '../labs/parts/persisted.ts';
import type { LabLink } from '../labs/parts/shared-settings.ts';
import type { BenchBackend, ModelChoice } from './contract.ts';

export interface BenchChoices {
  /** Undefined until somebody chooses: the device decides. */
  runsOn: BenchBackend | undefined;
  model: ModelChoice;
}

export const FIRST_CHOICES: BenchChoices = { runsOn: undefined, model: 'standard' };

/** Here what computes is what the page is about, so it travels; a device without a graphics card takes its processor all the same. */
export const LINK: LabLink<BenchChoices> = { lab: 'bench', fields: { runsOn: 'setting', model: 'setting' } };

/** Returns sound choices from unknown JSON. */
export function readChoices(json: unknown): BenchChoices {
  const fields = record(json) ?? {};
  return {
    runsOn: (['webgpu', 'wasm'] as const).find((backend) => backend === fields.runsOn),
    model: oneOf(fields.model, ['standard', 'small'], FIRST_CHOICES.model),
  };
}
