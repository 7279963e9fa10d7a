/** The key of both choice kinds. */
import type { z } from 'zod';
import type { ChoiceKey } from '../score/secret-base.ts';
import type { optionFields } from './authored.ts';
import { optionId } from './identity.ts';

/** Returns the key in the order the author wrote the options. */
export function choiceKey(questionId: string, options: z.output<typeof optionFields>[]): ChoiceKey {
  return {
    options: options.map(({ id, text, correct, feedback }) => ({
      id: optionId(questionId, text),
      authoredId: id,
      correct,
      feedback,
    })),
  };
}
