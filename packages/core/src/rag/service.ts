/** One careful call to a service that speaks JSON: bounded in time, abortable, its errors clear and without the key. */
import { GlassboxError } from '@glassbox/kernels/errors';

/** A service could not be reached, took too long, or answered with an error or nonsense. */
export class ServiceError extends GlassboxError {
  readonly code = 'service';
  /** HTTP status, where there was an answer. */
  readonly status: number | undefined;
  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** What is used of the platform's `fetch`. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body: string; signal: AbortSignal },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

/** How a service that speaks the OpenAI protocol is reached. */
export interface ServiceOptions {
  /** Up to and with the version: `https://api.openai.com/v1`, `http://localhost:11434/v1` for Ollama. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as a bearer token and nowhere else: it appears in no error and no log. */
  readonly apiKey?: string;
  /** Default the platform's. */
  readonly fetch?: Fetch;
  /** Default 60 s. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const QUOTED_CHARACTERS = 300;

/**
 * Resolves to the JSON a service answers with.
 *
 * @param where begins error messages
 * @throws ServiceError on a network failure, the time limit, a status other than 2xx or an answer that is no JSON
 * @throws the signal's reason, when aborted
 */
export async function postJson(
  where: string,
  path: string,
  body: object,
  { baseUrl, apiKey, fetch = globalThis.fetch, timeoutMs = DEFAULT_TIMEOUT_MS }: ServiceOptions,
  signal?: AbortSignal,
): Promise<unknown> {
  signal?.throwIfAborted();
  const url = `${baseUrl.replace(/\/+$/, '')}/${path}`;
  const timeout = AbortSignal.timeout(timeoutMs);
  const hide = (text: string) => (apiKey ? text.replaceAll(apiKey, '•••') : text);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.text();
    if (!response.ok) {
      throw new ServiceError(
        `${where}: ${url} answered with status ${response.status}: ${hide(text).slice(0, QUOTED_CHARACTERS)}; 2xx was needed; check address, key and model.`,
        response.status,
      );
    }
    return parse(where, url, text, response.status);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ServiceError) throw error;
    if (timeout.aborted) {
      throw new ServiceError(`${where}: ${url} did not answer within ${timeoutMs} ms; raise timeoutMs or try again.`);
    }
    const found = hide(error instanceof Error ? error.message : String(error));
    // no cause: it could hold the request's headers
    throw new ServiceError(`${where}: ${url} could not be reached (${found}); check the address and the network.`);
  }
}

function parse(where: string, url: string, text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError(
      `${where}: ${url} answered with something other than JSON; JSON was needed; check the address.`,
      status,
    );
  }
}
