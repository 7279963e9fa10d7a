/** A model with parts switched off, sharing the weights of the whole one. */
import { type Ablation, checkAblation, joinAblations } from './ablation.ts';
import { type Gpt, gptOfParameters } from './gpt.ts';

/**
 * Returns a view of the model without some heads, attentions, MLPs or layers, for `forward`, `generate`, `inspect` and
 * the rest. It shares the weights: training either moves both, and disposing the view frees nothing.
 *
 * @throws ConfigError naming a layer or head that the model does not have
 * @see Michel et al. 2019, arXiv:1905.10650, section 3 (heads replaced by 0)
 * @example const view = ablated(model, { heads: [{ layer: 1, head: 3 }], mlps: [0] });
 */
export function ablated(model: Gpt, ablation: Ablation): Gpt {
  checkAblation(ablation, model.config);
  return gptOfParameters(model.config, {
    ...model.source,
    ablation: joinAblations(model.source.ablation, ablation),
    dispose: () => undefined,
  });
}
