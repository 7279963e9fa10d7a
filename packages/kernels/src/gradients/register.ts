/**
 * Gradients of the everyday tfjs ops. tfjs-core leaves them out of its Node build, and out of every build unless an
 * undocumented file is imported, so a model on tfjs-core alone could not be trained. Only what is missing is added.
 */
import { type GradConfig, getGradient, registerGradient } from '@tensorflow/tfjs-core';
import { arithmeticGradients } from './arithmetic.ts';
import { layoutGradients } from './layout.ts';
import { reductionGradients } from './reduction.ts';

/**
 * Registers the gradients of tfjs' basic ops (add, mul, matMul, reshape, transpose, split, sum …) that have none yet.
 * Glassbox' ops call it on first use; call it yourself if your first differentiable op is a tfjs one.
 */
export function registerBasicGradients(): void {
  for (const config of [...arithmeticGradients, ...layoutGradients, ...reductionGradients]) registerMissing(config);
}

function registerMissing(config: GradConfig): void {
  if (!getGradient(config.kernelName)) registerGradient(config);
}
