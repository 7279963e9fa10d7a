/** Counts what becomes of answers, around the service that grades them. */
import { ApiError } from '../errors.ts';
import type { Services } from '../services/services.ts';
import type { AnswerOutcome, Metrics } from './metrics.ts';

type Attempts = Services['attempts'];

/** Returns the same service, each of whose gradings is counted. A failure of the server is no outcome of an answer. */
export function countAnswers(attempts: Attempts, { answered }: Pick<Metrics, 'answered'>): Attempts {
  return {
    ...attempts,
    submit: (...parameters) => counted(attempts.submit(...parameters)),
    assess: (...parameters) => counted(attempts.assess(...parameters)),
  };

  async function counted<Result extends Awaited<ReturnType<Attempts['submit']>>>(work: Promise<Result>) {
    try {
      const result = await work;
      answered(outcomeOf(result));
      return result;
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) answered('refused');
      throw error;
    }
  }
}

function outcomeOf(result: Awaited<ReturnType<Attempts['submit']>>): AnswerOutcome {
  if ('solution' in result) return 'handed_in';
  return result.replayed ? 'replayed' : result.result.verdict;
}
