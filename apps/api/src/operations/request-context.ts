/** Which request the code runs for, without handing it through every call: what is logged on the way carries its ID. */
import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs `work`, and all that it awaits, for the request with this ID. */
export function forRequest<Result>(requestId: string, work: () => Result): Result {
  return current.run(requestId, work);
}

/** Returns the ID of the request that is being answered here, if one is. */
export function findRequestId(): string | undefined {
  return current.getStore();
}
