/** From a task's settings, which are plain JSON, to the task: a results file says by itself what was learned. */
import { ConfigError } from '../../foundations/errors.ts';
import { type AdditionSpec, additionQuestions } from './addition.ts';
import { type ChainSpec, chainQuestions } from './chain.ts';
import { type ModularSpec, modularTask } from './modular.ts';
import { questionTask } from './question-task.ts';
import type { RepeatsSpec } from './repeat-rows.ts';
import { repeatsTask } from './repeats.ts';
import { type RulesSpec, rulesTask } from './rules.ts';
import type { Task } from './task.ts';

/** The settings of any task; JSON-safe. `name` says which. */
export type TaskSpec = AdditionSpec | ChainSpec | RepeatsSpec | RulesSpec | ModularSpec;

/**
 * Returns the task that a spec describes.
 *
 * @throws ConfigError if the name is unknown or a number is out of range
 * @example createTask({ name: 'addition', digits: 2, reversed: true });
 */
export function createTask(spec: TaskSpec): Task {
  switch (spec.name) {
    case 'addition':
      return questionTask(additionQuestions(spec));
    case 'chain':
      return questionTask(chainQuestions(spec));
    case 'repeats':
      return repeatsTask(spec);
    case 'rules':
      return rulesTask(spec);
    case 'modular':
      return modularTask(spec);
    default:
      throw new ConfigError(
        `task: name is ${JSON.stringify((spec as { name?: unknown }).name)}; addition, chain, repeats, rules or modular ` +
          'was needed; change it.',
        'name',
      );
  }
}
