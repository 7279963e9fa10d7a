/**
 * What the pipeline model learns from: one closed world in Chinese, and for each stage the examples made from it.
 * English is left out on purpose: a character model needs three to four times as many tokens for the same facts, and
 * the run would no longer fit. The world itself, its questions and its judge speak both languages.
 */
import { charTokenizer, createRandom, type Random, type TokenExample } from '@glassbox/core';
import { type Lesson, lessonExample } from '@glassbox/core/hallucination';
import {
  alphabetText,
  answerText,
  CAUTION,
  createWorld,
  END_OF_ANSWER,
  type Fact,
  goodAnswer,
  noteOfPassages,
  promptText,
  questions,
  REFUSALS,
  refusalQuestions,
  statements,
  trainingQuestions,
  trainingStatements,
  type World,
  type WorldQuestion,
} from '@glassbox/core/world';

/** Sizes, steps and remedies were chosen on world 1, whose figures are so no measure of anything. This one chose nothing. */
export const PIPELINE_SEED = 11;
export const LANGUAGE = 'zh';

/** Where finished parts of the run are kept. */
export const RUNS = '.runs/pipeline';

/** Longest note with question and answer, in tokens. */
export const BLOCK_SIZE = 72;

/**
 * People: where they live, what they do, keep and like. Shops, products and places, of which there are few, are left out: with ten examples of a
 * question its form is not learnt, and what was then measured was the form, not the knowledge. Four fifths of the facts may
 * be asked in training: how to get from a question to a fact is learnt from examples (with three fifths, 90 to 94 % of the
 * facts that were only told could be asked for; with four fifths, 95 to 97 %).
 */
export const world = createWorld({
  seed: PIPELINE_SEED,
  people: 160,
  shops: 0,
  products: 1,
  attributes: ['home', 'job', 'pet', 'hobby'],
  strangers: 80,
  trainFraction: 0.8,
});
export const tokenizer = charTokenizer(alphabetText(world, LANGUAGE));

/** How often the pages stand in the row of stage 1, each time in another order. */
const ROUNDS = 20;
/** Of the facts whose questions might be asked in training; see `askedQuestions`. */
const KEPT_ONE_IN = 10;
/** Worlds that the model never hears of: their sentences can only be read, not remembered. */
const OTHER_WORLDS = [101, 102, 103, 104];
/** Share of reading lessons whose passages do not hold the answer. */
const MISLEADING_SHARE = 0.4;
/** Of so many subjects drawn, the one whose name is most like the asked one stands in the misleading passage. */
const LIKENESS_DRAWS = 6;

/**
 * Stage 1: one long row of every sentence that may be told, and of half of the known questions with their answers, as
 * pages of questions stand between other pages on the web; in a new order each time round. Both matter, and were measured:
 * sentences one per row, always from place 0, were learnt by heart (perplexity 1.57) and of no use in a question: 23 % of
 * the known facts right after fine-tuning.
 *
 * @see Allen-Zhu & Li 2023, arXiv:2309.14316: knowledge that is only told can't be asked for; told and asked together, it can
 */
export function pretrainingTokens(): Int32Array {
  const random = createRandom(PIPELINE_SEED);
  const pages = [
    ...trainingStatements(world, LANGUAGE).map((sentence) => `${sentence}${END_OF_ANSWER}`),
    ...askedQuestions().map(
      (question) => `${promptText(question.text, LANGUAGE)}${goodAnswer(question)}${END_OF_ANSWER}`,
    ),
  ];
  const rounds = Array.from({ length: ROUNDS }, () => shuffled(pages, random).join(''));
  return tokenizer.encode(rounds.join(''));
}

/**
 * Stage 2, short rows: questions with answers; "I don't know" for what nobody has, such as an age; and asking back.
 * Neither withheld facts nor people who do not exist are asked for: what to do then is left to the remedies.
 */
export function shortLessons(): TokenExample[] {
  const answered = askedQuestions();
  const refused = refusalQuestions(world, LANGUAGE);
  const missing = refused.filter(({ id }) => id.includes('.missing'));
  const ambiguous = refused.filter(({ kind }) => kind === 'ambiguous');
  const lessons = [...answered, ...everyNth(missing, 2), ...ambiguous, ...ambiguous].map(lessonOf);
  return lessons.map((lesson) => lessonExample(tokenizer, lesson));
}

/**
 * The known questions that stages 1 and 2 ask. One in ten that they might ask is kept for later stages: facts that were
 * told and never asked are what a model must learn to trust itself with. Questions of two steps are left out of training:
 * a model this small learns their answers by heart, one by one, and loses the way from a question to a fact (with them
 * 49 % of the homes asked for were right, without them 93 %).
 */
function askedQuestions(): WorldQuestion[] {
  const kept = new Set(everyNth(world.facts, KEPT_ONE_IN).map(({ id }) => id));
  return trainingQuestions(world, LANGUAGE, ['single']).filter(({ facts }) => !facts.some((id) => kept.has(id)));
}

/**
 * Stage 2, long rows: behind the note `CAUTION` it says "I don't know" about withheld facts too; and passages with a
 * question about them, from worlds that cannot be remembered.
 */
export function notedLessons(): TokenExample[] {
  const answered = everyNth(askedQuestions(), 2);
  const unknown = everyNth(refusalQuestions(world, LANGUAGE), 2).filter(({ kind }) => kind !== 'ambiguous');
  const cautious = [...answered, ...unknown].map(cautiously).map((lesson) => lessonExample(tokenizer, lesson));
  return [...cautious, ...cautious, ...readingLessons(MISLEADING_SHARE)];
}

/**
 * Reading exercises: passages from worlds that cannot be remembered, about people this world does not have, and a
 * question. In stage 1 the answer always stands there: copying is learnt early or, as was tried, badly.
 *
 * @param misleadingShare of exercises whose passages do not answer
 */
export function readingLessons(misleadingShare: number): TokenExample[] {
  const here = new Set([...world.terms.values()].map(({ name }) => name[LANGUAGE]));
  return OTHER_WORLDS.flatMap((seed) => {
    const other = createWorld({ seed, strangers: 0, namesakePairs: 0, shops: 0, products: 1 });
    return questions(other, LANGUAGE)
      .filter(({ kind, heldOutPhrasing }) => kind === 'single' && !heldOutPhrasing)
      .filter(({ facts }) => isNew(other, facts[0], here))
      .map((question, index) => readingLesson(other, question, { index, misleadingShare }))
      .filter(({ question, note = '', answer }) => isWritable(`${note}${question.text}${answer}`))
      .map((lesson) => lessonExample(tokenizer, lesson));
  }).filter(({ tokenIds }) => tokenIds.length <= BLOCK_SIZE + 1);
}

/**
 * One to three passages. Beside the one that answers stand such as confuse: another fact of the same subject, the same
 * fact of another subject. Where the answer is left out, only those are there, and the lesson is to say so.
 */
function readingLesson(
  other: World,
  question: WorldQuestion,
  { index, misleadingShare }: { index: number; misleadingShare: number },
): Lesson {
  const random = createRandom(index);
  const fact = other.factById.get(question.facts[0] ?? '');
  const sameSubject = other.facts.filter(({ subject, id }) => subject === fact?.subject && id !== fact.id);
  const sameRelation = other.facts.filter(({ attribute, id }) => attribute === fact?.attribute && id !== fact.id);
  const misleading = random.next() < misleadingShare;
  const confusing = [pick(sameSubject, random), mostAlike(other, fact, sameRelation, random)].filter(
    (one) => one !== undefined,
  );
  if (random.next() < 0.5) confusing.reverse();
  const beside = confusing.slice(0, Math.floor(random.next() * 3));
  const chosen = misleading ? (beside.length > 0 ? beside : confusing.slice(0, 1)) : [...beside, fact];
  const passages = shuffled(chosen, random).map(
    (one) => (one ? pick(statements(other, one, LANGUAGE), random) : undefined) ?? '',
  );
  const answer = misleading ? REFUSALS[LANGUAGE] : answerText(question.answers[0] ?? '', LANGUAGE);
  return { question, note: noteOfPassages(passages, LANGUAGE), answer };
}

/** Of some facts drawn, the one about a subject that shares most characters with that of `fact`. */
function mostAlike(other: World, fact: Fact | undefined, facts: readonly Fact[], random: Random): Fact | undefined {
  const nameOf = (one: Fact | undefined) => other.terms.get(one?.subject ?? '')?.name[LANGUAGE] ?? '';
  const shared = (one: Fact | undefined) =>
    [...nameOf(one)].filter((character) => nameOf(fact).includes(character)).length;
  const drawn = Array.from({ length: LIKENESS_DRAWS }, () => pick(facts, random));
  return drawn.reduce((best, one) => (shared(one) > shared(best) ? one : best));
}

function pick<Item>(items: readonly Item[], random: Random): Item | undefined {
  return items[Math.floor(random.next() * items.length)];
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Whether the fact is about a person of whom this world has none by that name. */
function isNew(other: World, factId: string | undefined, here: ReadonlySet<string>): boolean {
  const subject = other.terms.get(other.factById.get(factId ?? '')?.subject ?? '');
  return subject?.kind === 'person' && !here.has(subject.name[LANGUAGE]);
}

export function isWritable(text: string): boolean {
  try {
    tokenizer.encode(text);
    return true;
  } catch {
    return false; // another world may hold a character that this one lacks
  }
}

function lessonOf(question: WorldQuestion): Lesson {
  return { question, answer: goodAnswer(question) };
}

function cautiously(question: WorldQuestion): Lesson {
  return { ...lessonOf(question), note: CAUTION[LANGUAGE] };
}

function everyNth<Item>(items: readonly Item[], n: number): Item[] {
  return items.filter((_, index) => index % n === 0);
}
