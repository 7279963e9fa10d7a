/** Answers questions about the course, and keeps what it could not answer. */
import type { RagDocument } from '@glassbox/core/rag';
import { AskUnavailableError } from '../../ask/ask-thread.ts';
import type { AskRequest, Outcome } from '../../ask/engine.ts';
import { findRagDocument } from '../../db/course-documents.ts';
import type { Database } from '../../db/database.ts';
import { ApiError } from '../../errors.ts';
import type { AskAnswer, AskQuestion } from '../../schemas/ask.ts';
import { answerView, citedDocuments } from './answer-view.ts';
import { limitQuestions } from './ask-limits.ts';
import type { AskParts } from './ask-parts.ts';
import { maskPersonal, recordUnanswered } from './unanswered.ts';

export interface AskContext extends Omit<AskParts, 'maxDocuments'> {
  db: Database;
  now: () => Date;
}

export interface AskService {
  /**
   * Answers with cited sentences, or with `answered: false`, and then keeps the question without who asked. Throws
   * `ApiError` 429 or 503.
   */
  ask(by: { learnerId: string; network: string }, request: AskQuestion): Promise<AskAnswer>;
}

export function askService({ db, now, engine, course, index, log }: AskContext): AskService {
  return {
    async ask(by, request) {
      await limitQuestions(db, by, now());
      const outcome = await orUnavailable(async () => {
        await index.ensure(request.locale);
        return engine.ask(request);
      });
      if (outcome.modelFailure !== undefined)
        log(`Ask the course: the model did not answer (${outcome.modelFailure}).`);
      const documents = await readDocuments(outcome);
      const answer = answerView(outcome, { locale: request.locale, course: course[request.locale], documents });
      if (!answer.answered) await record(request);
      return answer;
    },
  };

  async function readDocuments(outcome: Outcome): Promise<Map<string, RagDocument>> {
    const found = new Map<string, RagDocument>();
    for (const id of citedDocuments(outcome)) {
      const document = await findRagDocument(db, id);
      if (document) found.set(id, document);
    }
    return found;
  }

  /** A question that can't be kept is still refused as it should be. */
  async function record({ locale, question }: AskRequest): Promise<void> {
    try {
      const masked = maskPersonal(question);
      const vector = await engine.embed(masked);
      await recordUnanswered(db, { locale, question: masked, vector, now: now() });
    } catch (error) {
      const reason = error instanceof AskUnavailableError ? error.message : 'the database did not take it';
      log(`Ask the course: an unanswered question was not kept (${reason}).`);
    }
  }
}

/** Runs something with the engine; `ApiError` 503 when it has too much to do or is gone. */
export async function orUnavailable<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (cause) {
    if (!(cause instanceof AskUnavailableError)) throw cause;
    const message = 'The course can’t be asked at the moment. Nothing is lost; ask again in a minute.';
    throw new ApiError(503, 'ask-unavailable', message, { cause });
  }
}
