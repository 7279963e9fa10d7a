/** The environment variables of "Ask the course", checked once at start. */
import { StartupError } from '../errors.ts';
import type { ModelSettings } from './model.ts';

export interface AskSettings {
  /** Where the index is: in the memory of this process, or in the database, for a knowledge base too large for memory. */
  index: 'memory' | 'database';
  /** The model that writes answers; without one they are quotes. */
  model?: ModelSettings | undefined;
}

const DEFAULT_TIMEOUT_S = 20;
const MAX_TIMEOUT_S = 120;
/** No model lives there, and questions must not be sent to what does. `URL` has brought numbers into this form already. */
const LINK_LOCAL = /^(169\.254\.|\[fe[89ab][0-9a-f]:|metadata\.google\.internal\.?$)/i;

/** Returns the settings with their defaults; an empty variable counts as absent. Throws `StartupError`. */
export function readAskSettings(env: NodeJS.ProcessEnv): AskSettings {
  const index = env.ASK_INDEX || 'memory';
  if (index !== 'memory' && index !== 'database') {
    throw new StartupError(
      'ask-index',
      `ASK_INDEX: "${index}" was found; memory or database was needed; correct it or leave it out for memory.`,
    );
  }
  return { index, ...(env.ASK_MODEL_URL ? { model: readModel(env) } : refuseLeftOvers(env)) };
}

function readModel(env: NodeJS.ProcessEnv): ModelSettings {
  const baseUrl = env.ASK_MODEL_URL ?? '';
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new StartupError(
      'ask-model-url',
      'ASK_MODEL_URL: this is not the address of an endpoint; http(s)://host/v1 without user, password and ? was needed; correct it, put the key into ASK_MODEL_KEY, or remove it to answer with quotes.',
    );
  }
  if (LINK_LOCAL.test(url.hostname)) {
    throw new StartupError(
      'ask-model-url',
      `ASK_MODEL_URL: ${url.hostname} is where clouds keep the secrets of a machine; the address of a model was needed; correct it.`,
    );
  }
  if (!env.ASK_MODEL) {
    throw new StartupError(
      'ask-model',
      'ASK_MODEL: nothing was found beside ASK_MODEL_URL; the name of a model was needed; set it as the endpoint calls it, for example qwen3:4b.',
    );
  }
  return { baseUrl, model: env.ASK_MODEL, apiKey: env.ASK_MODEL_KEY || undefined, timeoutMs: readTimeout(env) };
}

function readTimeout(env: NodeJS.ProcessEnv): number {
  const text = env.ASK_MODEL_TIMEOUT_SECONDS || String(DEFAULT_TIMEOUT_S);
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= MAX_TIMEOUT_S) return seconds * 1000;
  throw new StartupError(
    'ask-model-timeout',
    `ASK_MODEL_TIMEOUT_SECONDS: "${text}" was found; a whole number from 1 to ${MAX_TIMEOUT_S} was needed; correct it or leave it out for ${DEFAULT_TIMEOUT_S}.`,
  );
}

/** A key without an address is a mistake that would otherwise show as "why does it only quote?". */
function refuseLeftOvers(env: NodeJS.ProcessEnv): object {
  const left = ['ASK_MODEL', 'ASK_MODEL_KEY', 'ASK_MODEL_TIMEOUT_SECONDS'].find((name) => env[name]);
  if (left === undefined) return {};
  throw new StartupError(
    'ask-model-url',
    `${left}: it was found without ASK_MODEL_URL; the endpoint’s address was needed beside it; set ASK_MODEL_URL or remove ${left}.`,
  );
}
