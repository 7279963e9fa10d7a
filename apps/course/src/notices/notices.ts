/**
 * Reports of questions and what instructors told the learner. Asked for once per page, however many questions want to
 * know; without a network there is nothing to tell, and nothing is lost.
 */
import { createClient, type Notices, type OwnReport, type ReportRequest } from '@glassbox/api/client';
import { uniqueKey } from '../progress/unique-key.ts';

export type ReportReason = ReportRequest['reason'];
export type SendProblem = 'offline' | 'many' | 'server';

const NOTHING: Notices = { pseudonym: null, reports: [], overrides: [] };
const TOO_MANY_REQUESTS = 429;
const LEARNER_MISSING = 401;

const { api } = createClient('/');
let asked: Promise<Notices> | undefined;

/** Never rejects. */
export function fetchNotices(): Promise<Notices> {
  asked ??= load();
  return asked;
}

async function load(): Promise<Notices> {
  try {
    const response = await api.notices.$get();
    return response.ok ? await response.json() : NOTHING;
  } catch {
    return NOTHING;
  }
}

/** A report on its way keeps its key over every try, so that it arrives once. */
export function startReport(about: Pick<ReportRequest, 'lesson' | 'questionId' | 'questionVersion'>) {
  const idempotencyKey = uniqueKey();
  return async (reason: ReportReason, text: string): Promise<OwnReport | SendProblem> => {
    try {
      const send = () => api.reports.$post({ json: { ...about, idempotencyKey, reason, text } });
      let response: Awaited<ReturnType<typeof send>> = await send();
      if (response.status === LEARNER_MISSING) {
        // Whoever reads and reports before answering anything has no learner yet.
        await api.learner.$get();
        response = await send();
      }
      if (response.ok) return await response.json();
      return response.status === TOO_MANY_REQUESTS ? 'many' : 'server';
    } catch {
      return navigator.onLine ? 'server' : 'offline';
    }
  };
}
