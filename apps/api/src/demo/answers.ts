/**
 * Answers of an invented learner. A two-parameter logistic model with guessing decides how much is known (ability, the
 * question's difficulty and slope); the answer is then one that the form could really send.
 */
import type { QuestionResponse } from '@glassbox/quiz';
import { type Random, rightResponse, type SecretQuestion, score, seededRandom } from '@glassbox/quiz/score';
import { possibleAnswers, randomGuessScore } from '@glassbox/quiz/statistics';

/** Difficulties spread like abilities do, somewhat easier on the whole: a course should teach. */
const EASIER = 0.6;
const STEEP = { least: 0.7, spread: 1.3 };
/** Of the wrong answers some are more tempting than others: the first of them by this factor over the next. */
const TEMPTING = 0.55;

/** Returns what a learner of this ability answers; of an experiment, what would have been measured. `undefined` when a kind has no answer to make up. */
export function makeAnswer(question: SecretQuestion, ability: number, random: Random): QuestionResponse | undefined {
  const traits = seededRandom(`traits of ${question.id}`);
  const difficulty = normal(traits) - EASIER;
  const slope = STEEP.least + STEEP.spread * traits();
  const lucky = randomGuessScore(question) ?? 0;
  const knows = lucky + (1 - lucky) / (1 + Math.exp(-slope * (ability - difficulty)));
  if (random() < knows) return rightResponse(question);
  const wrong = wrongAnswer(question, random) ?? mistyped(question, random);
  // What the form would not send is no answer: a number where a word was typed, say.
  return wrong && score(question, wrong).verdict === 'ungraded' ? rightResponse(question) : wrong;
}

/** Returns a number from the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function wrongAnswer(question: SecretQuestion, random: Random): QuestionResponse | undefined {
  const wrong = (possibleAnswers(question) ?? []).filter((answer) => score(question, answer).verdict !== 'right');
  // The same for every learner: a good distractor is one for all.
  const taste = seededRandom(`taste of ${question.id}`);
  const ranked = wrong.map((answer) => ({ answer, rank: taste() })).sort((left, right) => left.rank - right.rank);
  for (const { answer } of ranked) if (random() > TEMPTING) return answer;
  return ranked[0]?.answer;
}

const SLIPS = [10, 0.1, 2, 0.5, 1000, 1.1] as const;
const WORDS = ['不知道', '概率', 'token', '注意力', 'loss', '参数'] as const;

function mistyped(question: SecretQuestion, random: Random): QuestionResponse | undefined {
  const right = rightResponse(question);
  // What the server would have measured of a run that went half as well.
  if (right.kind === 'experiment' && question.kind === 'experiment') {
    const bounded = new Set(
      question.public.goals.flatMap(({ needs }) =>
        needs.flatMap(({ metric, atMost }) => (atMost === undefined ? [] : [metric])),
      ),
    );
    const worse = ([name, value]: [string, number]) => [name, bounded.has(name) ? value * 2 : value / 2];
    return { ...right, metrics: Object.fromEntries(Object.entries(right.metrics).map(worse)) };
  }
  // A text is not right or wrong by itself: its writer assesses it.
  if (right.kind === 'free-text') return right;
  const pick = <Item>(list: readonly Item[], fallback: Item): Item =>
    list[Math.floor(random() * list.length)] ?? fallback;
  if (right.kind === 'blanks') {
    const slip = ([id, text]: [string, string]) => [
      id,
      Number(text) ? String(Number(text) * 2) : pick(WORDS, '不知道'),
    ];
    return { ...right, typed: Object.fromEntries(Object.entries(right.typed).map(slip)) };
  }
  if (right.kind === 'number' || right.kind === 'prediction') {
    const value = Number(right.value.replace(/[^\d.e+-]/g, ''));
    return { ...right, value: String(Number((value * pick(SLIPS, 10)).toPrecision(3))) };
  }
  if (right.kind === 'short-text') return { ...right, text: pick(WORDS, '不知道') };
  return undefined;
}
