/** What an instructor should look at first, from a question's statistics. */

/** Below this a question tells learners hardly apart (Moodle's report calls under 20 % weak or very weak). */
const FLAT = 0.2;
/** As close to the random-guess score as this, learners may as well have guessed. */
const NEAR_GUESSING = 0.05;

export type QuestionSign = 'negative' | 'guessing' | 'flat' | 'good';

/** Returns the most urgent sign, or `undefined` when there are too few answers to say. */
export function signOf(question: {
  facility: number | null;
  discrimination: number | null;
  randomGuess: number | null;
}): QuestionSign | undefined {
  const { facility, discrimination, randomGuess } = question;
  if (discrimination !== null && discrimination < 0) return 'negative';
  const isGuessed =
    facility !== null && randomGuess !== null && randomGuess > 0 && facility < randomGuess + NEAR_GUESSING;
  if (isGuessed) return 'guessing';
  if (discrimination === null) return undefined;
  return discrimination < FLAT ? 'flat' : 'good';
}
