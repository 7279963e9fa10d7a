/** One question while the page is open: the answer in the form, its state, and sending it. */

import type { QuestionHistory } from '@glassbox/api/client';
import {
  emptyResponse,
  type Locale,
  type PublicQuestion,
  presentedIds,
  type QuestionResponse,
  validate,
} from '@glassbox/quiz';
import type { AttemptEntry } from '../progress/entry.ts';
import { type DeliveryNews, submitAttempt } from '../progress/learner.ts';
import { afterDelivery, type QuestionState, withoutGaps } from './question-state.ts';

export class QuestionSession {
  readonly question: PublicQuestion;
  readonly #lesson: string;
  response = $state.raw<QuestionResponse | undefined>(undefined);
  status = $state.raw<QuestionState>({ phase: 'open' });
  #touched = false;

  constructor(question: PublicQuestion, lesson: string) {
    this.question = question;
    this.#lesson = lesson;
  }

  get lesson(): string {
    return this.#lesson;
  }

  /** Takes a change of the form. A graded question opens again; its best score stays with the server. */
  change(response: QuestionResponse): void {
    this.#touched = true;
    this.response = response;
    if (this.status.phase !== 'checking') this.status = { phase: 'open' };
  }

  /** Opens a graded question for another try and leaves the answer in the form. */
  retry(): void {
    this.#touched = true;
    this.status = { phase: 'open' };
  }

  /** Sends the answer, or says what is missing. Never rejects. */
  async submit(locale: Locale): Promise<void> {
    if (this.status.phase === 'checking') return;
    const { question } = this;
    const checked = validate(question, this.response ?? emptyResponse(question));
    if (!checked.ok) {
      this.status = { phase: 'open', problem: checked.problem.text[locale] };
      return;
    }
    this.#touched = true;
    this.status = { phase: 'checking' };
    const presented = presentedIds(question);
    try {
      const { key, delivery } = await submitAttempt({
        lesson: this.#lesson,
        questionId: question.id,
        questionVersion: question.version,
        response: checked.response,
        answeredAt: new Date().toISOString(),
        ...(presented.length > 0 && { presented }),
      });
      this.status = afterDelivery(delivery, key);
    } catch (error) {
      // Neither kept nor sent: the answer stays in the form and can be sent again.
      console.warn('quiz: the answer was not sent', error);
      this.status = { phase: 'open' };
    }
  }

  /** Shows the latest attempt of an earlier visit, unless the learner has begun to answer here. */
  restore(history: QuestionHistory): void {
    if (this.#touched || history.questionVersion !== this.question.version) return;
    const { verdict, score, maxScore, bestScore, feedback } = history;
    this.response = history.response;
    this.status = { phase: 'graded', verdict, score, maxScore, bestScore, feedback: feedback.map(withoutGaps) };
  }

  /** Shows an answer that waits on this device; it is newer than what the server has. */
  restoreKept({ body, refusal }: AttemptEntry): void {
    if (this.#touched || body.questionVersion !== this.question.version) return;
    this.response = body.response;
    this.status = refusal ? { phase: 'refused', refusal } : { phase: 'kept', key: body.idempotencyKey };
  }

  /** Takes news about the answer that waits here, from this tab or another. */
  hear({ key, delivery }: DeliveryNews): void {
    if (this.status.phase === 'kept' && this.status.key === key) this.status = afterDelivery(delivery, key);
  }
}
