/**
 * The optional language model that writes answers from the passages found: any OpenAI-compatible endpoint, named by the
 * operator and by nobody else. A learner's text reaches it as quoted data, and every sentence it writes needs a passage
 * that supports it (core's `citeText`); its address follows no redirect, and it may not talk without end.
 */
import { type Fetch, type Generator, openAiGenerator } from '@glassbox/core/rag';

export interface ModelSettings {
  /** Up to and with the version, e.g. `http://localhost:11434/v1`. */
  baseUrl: string;
  model: string;
  apiKey?: string | undefined;
  timeoutMs: number;
}

/** A few sentences of JSON are far smaller. */
const MAX_ANSWER_BYTES = 256 * 1024;

export function modelGenerator({ baseUrl, model, apiKey, timeoutMs }: ModelSettings): Generator {
  return openAiGenerator({ baseUrl, model, timeoutMs, fetch: boundedFetch, ...(apiKey && { apiKey }) });
}

const boundedFetch: Fetch = async (url, init) => {
  const response = await fetch(url, { ...init, redirect: 'error' });
  return { ok: response.ok, status: response.status, text: () => readBounded(response) };
};

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > MAX_ANSWER_BYTES) throw new Error(`it sent more than ${MAX_ANSWER_BYTES} bytes`);
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
