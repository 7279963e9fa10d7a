/** What Chinese texts of the closed world say in English. Every text here is made by the world, so each has a twin. */
import {
  ASKING_BACK,
  answerText,
  CAUTION,
  documents,
  questions,
  REFUSALS,
  statements,
  type World,
} from '@glassbox/core/world';
import type { Said } from './contract.ts';

/** Returns a text with what it says in English; an unknown one without. */
export type Gloss = (text: string) => Said;

export function glossOf(world: World): Gloss {
  const english = new Map<string, string>();
  const put = (zh: string, en: string | undefined) => {
    if (en !== undefined && !english.has(zh)) english.set(zh, en);
  };
  for (const words of [REFUSALS, ASKING_BACK, CAUTION]) put(words.zh, words.en);
  for (const { name, sharedName } of [...world.terms.values(), ...world.strangers]) {
    for (const one of [name, sharedName]) {
      if (!one) continue;
      put(one.zh, one.en);
      put(answerText(one.zh, 'zh'), answerText(one.en, 'en'));
    }
  }
  for (const fact of world.facts) {
    const twins = statements(world, fact, 'en');
    for (const [index, sentence] of statements(world, fact, 'zh').entries()) put(sentence, twins[index]);
  }
  const twins = new Map(questions(world, 'en').map(({ id, text }) => [id, text]));
  for (const { id, text } of questions(world, 'zh')) put(text, twins.get(id));
  const told = new Map(documents(world, 'en').map(({ id, text }) => [id, text]));
  for (const { id, text } of documents(world, 'zh')) put(text, told.get(id));
  return (text) => ({ text, gloss: english.get(text) ?? '' });
}
