/** One question while the page is open: the answer in the form, its state, what was taken and tried, and sending it. */

import type { AttemptResult, PresentedQuestion, QuestionHistory } from '@glassbox/api/client';
import {
  type Certainty,
  emptyResponse,
  type Locale,
  type LocalText,
  type PublicQuestion,
  presentedIds,
  type QuestionResponse,
  validate,
  worthOf,
} from '@glassbox/quiz';
import type { AttemptEntry, Delivery } from '../progress/entry.ts';
import { type DeliveryNews, submitAttempt, tellGraded } from '../progress/learner.ts';
import { assess, nextRound, takeHint } from '../progress/quiz-calls.ts';
import { openDrafts } from './drafts.ts';
import { quizMessages } from './messages.ts';
import { afterDelivery, gradedState, type QuestionState } from './question-state.ts';

const drafts = openDrafts();

export class QuestionSession {
  readonly lesson: string;
  question = $state.raw<PublicQuestion>() as PublicQuestion; // set in the constructor
  response = $state.raw<QuestionResponse | undefined>(undefined);
  status = $state.raw<QuestionState>({ phase: 'open' });
  /** How sure the learner is of the answer in the form. */
  certainty = $state.raw<Certainty | undefined>(undefined);
  /** Hints taken so far. */
  hints = $state.raw<readonly LocalText[]>([]);
  hintState = $state.raw<'idle' | 'asking' | 'failed'>('idle');
  /** Graded tries so far, as the server counts them. */
  tries = $state.raw(0);
  /** A prediction beside the learner's own run. */
  comparison = $state.raw<QuestionHistory['comparison']>(undefined);
  /** An answer that another tab or device gave while this one was being written. */
  elsewhere = $state.raw<QuestionHistory | undefined>(undefined);
  #round = 0;
  #touched = false;

  constructor(question: PublicQuestion, lesson: string) {
    this.question = question;
    this.lesson = lesson;
  }

  /** The share of the points that the next try can earn. */
  get worth(): number {
    return worthOf(this.question, { tries: this.tries, hints: this.hints.length });
  }

  /** Whether the learner has begun to answer: from then on nothing else may take the form's place. */
  get isTouched(): boolean {
    return this.#touched;
  }

  /** Takes the question as the server drew it for this learner. */
  present({ question, round, hints, solution }: PresentedQuestion): void {
    if (this.#touched && question.version !== this.question.version) return;
    this.hints = hints;
    if (this.#touched) return;
    this.#round = round;
    this.question = question;
    if (solution && this.status.phase === 'open') this.status = { phase: 'assessing', solution };
  }

  /** Takes a change of the form. A graded question opens again; its best score stays with the server. */
  change(response: QuestionResponse): void {
    this.#touched = true;
    this.response = response;
    drafts.write(this, response);
    if (this.status.phase !== 'checking') this.status = { phase: 'open' };
  }

  choose(certainty: Certainty): void {
    this.#touched = true;
    this.certainty = certainty;
    if (this.status.phase === 'open') this.status = { phase: 'open' };
  }

  /**
   * Opens a graded question for another try: with new numbers where its rules say so and the server can be reached, else
   * with the answer left in the form.
   */
  async retry(): Promise<void> {
    this.#touched = true;
    this.certainty = undefined;
    if (this.question.attempts?.newVariant !== true) {
      this.status = { phase: 'open' };
      return;
    }
    this.status = { phase: 'checking' };
    try {
      const next = await nextRound(this.lesson, this.question.id, this.#round);
      this.#round = next.round;
      this.question = next.question;
      this.hints = next.hints;
      this.response = undefined;
    } catch (error) {
      console.warn('quiz: no new variant', error);
    }
    this.status = { phase: 'open' };
  }

  /** Sends the answer, or says what is missing. Never rejects. */
  async submit(locale: Locale): Promise<void> {
    if (this.status.phase === 'checking') return;
    const { question, certainty } = this;
    const checked = validate(question, this.response ?? emptyResponse(question));
    if (!checked.ok) {
      this.status = { phase: 'open', problem: checked.problem.text[locale] };
      return;
    }
    if (question.certainty && certainty === undefined) {
      this.status = { phase: 'open', problem: quizMessages[locale].certainty.missing };
      return;
    }
    this.#touched = true;
    this.status = { phase: 'checking' };
    const presented = presentedIds(question);
    try {
      const { key, delivery } = await submitAttempt({
        lesson: this.lesson,
        questionId: question.id,
        questionVersion: question.version,
        response: checked.response,
        answeredAt: new Date().toISOString(),
        ...(presented.length > 0 && { presented }),
        ...(question.certainty && certainty && { certainty }),
      });
      this.#take(delivery, key);
    } catch (error) {
      // Neither kept nor sent: the answer stays in the form and can be sent again.
      console.warn('quiz: the answer was not sent', error);
      this.status = { phase: 'open' };
    }
  }

  /** Asks for the next hint. It costs only when it has come. */
  async takeHint(): Promise<void> {
    if (this.hintState === 'asking') return;
    this.hintState = 'asking';
    const { id, version } = this.question;
    try {
      const taken = await takeHint(this.lesson, id, { questionVersion: version, hint: this.hints.length });
      this.hints = taken.hints;
      this.hintState = 'idle';
    } catch (error) {
      console.warn('quiz: no hint', error);
      this.hintState = 'failed';
    }
  }

  /** Hands in which criteria the text meets; on failure the choice stays and can be sent again. */
  async assess(met: string[], locale: Locale): Promise<void> {
    if (this.status.phase !== 'assessing') return;
    const { solution } = this.status;
    this.status = { phase: 'checking' };
    try {
      const result = await assess(solution.submissionId, met);
      this.response = { kind: 'free-text', text: solution.text, met };
      this.tries = result.attemptNumber;
      this.status = gradedState(result);
    } catch (error) {
      console.warn('quiz: the assessment was not sent', error);
      this.status = { phase: 'assessing', solution, problem: quizMessages[locale].text.failed };
    }
  }

  /** Shows an answer that was graded elsewhere: an experiment that the server ran again. */
  takeGraded(result: AttemptResult, response: QuestionResponse): void {
    this.#touched = true;
    this.response = response;
    this.tries = result.attemptNumber;
    this.status = gradedState(result);
    tellGraded(result);
  }

  /** Takes up what was being written before a reload, unless the learner has begun anew. */
  restoreDraft(): void {
    if (this.#touched || this.question.kind === 'experiment') return;
    const response = drafts.read(this);
    if (response) this.change(response);
  }

  /** Takes the latest attempt, which may have been made elsewhere meanwhile. What is being written here stays. */
  catchUp(history: QuestionHistory): void {
    const isNews = history.attemptCount > this.tries;
    if (!isNews || this.status.phase === 'checking' || this.status.phase === 'kept') return;
    if (this.status.phase === 'open' && this.#touched) {
      this.tries = history.attemptCount;
      this.elsewhere = history;
      return;
    }
    if (this.status.phase === 'graded' && history.questionVersion === this.question.version) {
      this.status = { phase: 'open' };
      this.#touched = false;
    }
    this.restore(history);
  }

  /** Shows the latest attempt of an earlier visit, unless the learner has begun to answer here. */
  restore(history: QuestionHistory): void {
    this.tries = Math.max(this.tries, history.attemptCount);
    if (history.questionVersion !== this.question.version) return;
    this.comparison = history.comparison;
    // An answer that waits here is newer than what the server has.
    if (this.#touched || this.status.phase !== 'open') return;
    this.response = history.response;
    this.status = gradedState(history);
  }

  /** Shows an answer that waits on this device; it is newer than what the server has. */
  restoreKept({ body, refusal }: AttemptEntry): void {
    if (this.#touched || body.questionVersion !== this.question.version) return;
    this.response = body.response;
    this.certainty = body.certainty;
    this.status = refusal ? { phase: 'refused', refusal } : { phase: 'kept', key: body.idempotencyKey };
  }

  /** Takes news about the answer that waits here, from this tab or another. */
  hear({ key, delivery }: DeliveryNews): void {
    if (this.status.phase !== 'kept' || this.status.key !== key) return;
    this.#take(delivery, key);
  }

  #take(delivery: Delivery, key: string): void {
    this.status = afterDelivery(delivery, key);
    this.elsewhere = undefined;
    if (delivery.state !== 'refused') drafts.remove(this);
    if (delivery.state === 'delivered' && delivery.kind === 'attempt') this.tries = delivery.result.attemptNumber;
  }
}
