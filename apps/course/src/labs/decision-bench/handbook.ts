/** The handbook nobody told the model, its second edition, what is asked, and what an answer is worth. Pure. */
import { createRandom } from '@glassbox/core';
import { documents, type Fact, judge, questions, type World, type WorldQuestion } from '@glassbox/core/world';
import type { Said } from '../closed-world/contract.ts';
import { drawExam, shuffled } from '../closed-world/exam.ts';
import { type Gloss, glossOf } from '../closed-world/gloss.ts';
import type { ClosedWorld } from '../closed-world/open-world.ts';
import type { BenchSetting, Edition, Outcome } from './contract.ts';

/** The manner asked for: a greeting in front of the answer. Both are written with the model's own characters. */
export const GREETING = { zh: '你好：', en: 'Hello: ' } as const;
/** What a prompt can do about it: say so. */
export const MANNER_NOTE = '说你好。';

export interface Handbook {
  /** Of each edition: the world, what is asked of it, and the sentences that tell it. */
  editions: Readonly<Record<Edition, { world: World; asked: readonly WorldQuestion[]; entries: readonly string[] }>>;
  gloss: Gloss;
}

/** Returns facts kept from training as a handbook, drawn by the seed; its second edition changes every other one. */
export function openHandbook(
  { world, language, all, gloss }: ClosedWorld,
  { entries, seed }: Pick<BenchSetting, 'entries' | 'seed'>,
): Handbook {
  const drawn = drawExam(all, { kinds: ['withheld'], perKind: entries, seed });
  const ids = drawn.flatMap(({ facts }) => facts);
  const second = changeFacts(world, changing(ids, seed), seed);
  const edition = (of: World) => {
    const byId = new Map(questions(of, language).map((question) => [question.id, question]));
    const told = new Map(documents(of, language).map(({ factId, text }) => [factId, text]));
    return {
      world: of,
      asked: drawn.flatMap(({ id }) => byId.get(id) ?? []),
      entries: ids.flatMap((id) => told.get(id) ?? []),
    };
  };
  const later = glossOf(second);
  return {
    editions: { 1: edition(world), 2: edition(second) },
    gloss: (text) => glossAny(text, [gloss, later]),
  };
}

/** Every other one of the facts, in an order of the seed. */
function changing(ids: readonly string[], seed: number): Set<string> {
  return new Set(shuffled(ids, createRandom(seed)).filter((_, index) => index % 2 === 0));
}

/** Returns the world with other values, of the same kind, for these facts. */
function changeFacts(world: World, ids: ReadonlySet<string>, seed: number): World {
  const random = createRandom(seed);
  const facts = world.facts.map((fact): Fact => {
    if (!ids.has(fact.id)) return fact;
    const others = [
      ...new Set(
        world.facts
          .filter(({ attribute, value }) => attribute === fact.attribute && value !== fact.value)
          .map(({ value }) => value),
      ),
    ];
    return { ...fact, value: others[Math.floor(random.next() * others.length)] ?? fact.value };
  });
  return { ...world, facts, factById: new Map(facts.map((fact) => [fact.id, fact])) };
}

/** What the model knows already, asked to hear the manner: facts told in training, questions no training asked. */
export function mannerQuestions({ all }: ClosedWorld, { entries, seed }: BenchSetting): WorldQuestion[] {
  return drawExam(all, { kinds: ['known'], perKind: entries, seed });
}

/** Returns what an answer about the handbook is; `learnt` are the answers that were taught, of whatever edition. */
export function outcomeOfFact(question: WorldQuestion, text: string, learnt: readonly string[]): Outcome {
  const verdict = judge(question, text);
  if (verdict !== 'wrong') return verdict;
  return judge({ ...question, answers: learnt }, text) === 'right' ? 'stale' : 'wrong';
}

/** Returns what an answer is where the manner counts too. */
export function outcomeOfManner(question: WorldQuestion, text: string): Outcome {
  const verdict = judge(question, text);
  return verdict === 'right' && !text.startsWith(GREETING.zh) ? 'plain' : verdict;
}

function glossAny(text: string, glosses: readonly Gloss[]): Said {
  const greeted = text.startsWith(GREETING.zh);
  const rest = greeted ? text.slice(GREETING.zh.length) : text;
  const gloss = glosses.map((one) => one(rest).gloss).find((one) => one !== '') ?? '';
  return { text, gloss: greeted && gloss !== '' ? GREETING.en + gloss : gloss };
}
