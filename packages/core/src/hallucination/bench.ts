/** What an experiment works with: its parts checked, its questions chosen. */
import { spread } from '../data/examples.ts';
import { checkWhole } from '../foundations/check-whole.ts';
import { ConfigError } from '../foundations/errors.ts';
import { questions, type WorldQuestion } from '../world/questions.ts';
import type { Language } from '../world/relations.ts';
import { trainingStatements } from '../world/statements.ts';
import type { Split, World } from '../world/world.ts';
import type { ExperimentOptions } from './experiment-types.ts';
import { groupOf, QUESTION_GROUPS, type QuestionGroup } from './rates.ts';
import { REMEDY_NAMES, type Remedies, type RemedyName } from './remedies.ts';
import type { School } from './train-remedies.ts';

/** Sentences that the old task is scored on. */
const OLD_SENTENCES = 200;

/** The parts of an experiment, checked and completed. */
export interface Bench extends School {
  readonly remedies: Remedies;
  readonly perGroup: number;
  readonly asked: readonly WorldQuestion[];
  readonly oldSentences: readonly string[];
}

/** Returns the bench of an experiment. Throws a ConfigError if an option is out of range. */
export function benchOf({
  language = 'zh',
  remedies = {},
  questionsPerGroup = 60,
  maxTokens = 24,
  ...parts
}: ExperimentOptions): Bench {
  checkWhole('hallucination experiment', 'questionsPerGroup', questionsPerGroup, 1);
  checkWhole('hallucination experiment', 'seed', parts.seed);
  const unknown = Object.keys(remedies).find((name) => !REMEDY_NAMES.includes(name as RemedyName));
  if (unknown) {
    throw new ConfigError(
      `hallucination experiment: remedy ${unknown} was found; one of ${REMEDY_NAMES.join(', ')} was needed; check its name.`,
      'remedies',
    );
  }
  return {
    ...parts,
    language,
    remedies,
    perGroup: questionsPerGroup,
    maxTokens,
    asked: experimentQuestions(parts.world, language, { perGroup: questionsPerGroup }),
    oldSentences: spread(trainingStatements(parts.world, language), OLD_SENTENCES),
  };
}

/** Returns the questions an experiment asks: at most `perGroup` of each group, spread evenly over a split. */
export function experimentQuestions(
  world: World,
  language: Language,
  {
    perGroup,
    split = 'test',
    groups = QUESTION_GROUPS,
  }: { perGroup: number; split?: Split; groups?: readonly QuestionGroup[] },
): WorldQuestion[] {
  const all = questions(world, language).filter((question) => question.split === split);
  return groups.flatMap((group) =>
    spread(
      all.filter((question) => groupOf(question) === group),
      perGroup,
    ),
  );
}
