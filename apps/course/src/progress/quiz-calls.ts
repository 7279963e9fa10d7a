/**
 * What a quiz asks of the API besides sending answers: the learner's own presentation, hints, new rounds, assessments.
 * All of them need the network and reject with a sentence when they don't get what they need.
 */
import {
  type AttemptResult,
  createClient,
  type HintResult,
  type PresentedQuestion,
  type PresentedQuiz,
} from '@glassbox/api/client';
import { flushOutbox, introduce } from './learner.ts';

const client = createClient('/');

/** Returns the lesson's quiz as drawn for this learner, making the anonymous learner first when there is none. */
export async function fetchQuiz(lesson: string): Promise<PresentedQuiz> {
  await introduce();
  const response = await client.api.lessons[':slug'].quiz.$get({ param: { slug: lesson } });
  if (response.status !== 200) throw refused('quiz', response.status);
  return (await response.json()) as PresentedQuiz; // the client's type of JSON gives absent fields as undefined ones
}

/** Takes a hint, after whatever waits here has been sent: an answer given before the hint must count before it. */
export async function takeHint(
  lesson: string,
  questionId: string,
  taken: { questionVersion: string; hint: number },
): Promise<HintResult> {
  await introduce();
  await flushOutbox();
  const response = await client.api.lessons[':slug'].questions[':questionId'].hints.$post({
    param: { slug: lesson, questionId },
    json: taken,
  });
  if (response.status !== 200) throw refused('hint', response.status);
  return response.json();
}

/** Begins the round after this one and returns the question in its new variant. */
export async function nextRound(lesson: string, questionId: string, after: number): Promise<PresentedQuestion> {
  const response = await client.api.lessons[':slug'].questions[':questionId'].rounds.$post({
    param: { slug: lesson, questionId },
    json: { after },
  });
  if (response.status !== 200) throw refused('round', response.status);
  return (await response.json()) as PresentedQuestion; // as above
}

/** Hands in which criteria one's own text meets. */
export async function assess(submissionId: string, met: string[]): Promise<AttemptResult> {
  const response = await client.api.submissions[':id'].assessment.$post({ param: { id: submissionId }, json: { met } });
  if (response.status !== 200 && response.status !== 201) throw refused('assessment', response.status);
  return response.json();
}

function refused(what: string, status: number): TypeError {
  return new TypeError(`${what}: the server answered ${status}; 200 was needed; try again later.`);
}
