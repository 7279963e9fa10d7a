/**
 * Generators that write: any OpenAI-compatible service, and any language model at hand, our GPT included. Whatever they
 * write is checked sentence by sentence against the passages; what has no support is not passed on.
 */
import { z } from 'zod';
import type { Draft, GenerateRequest, Generator } from './generator.ts';
import { buildPrompt, NO_ANSWER, restoreMarks, SYSTEM_PROMPT } from './prompt.ts';
import { postJson, ServiceError, type ServiceOptions } from './service.ts';
import { citeText } from './support.ts';

/** Where the service is, and how it writes. */
export interface OpenAiGeneratorOptions extends ServiceOptions {
  /** Default 400. */
  readonly maxTokens?: number;
  /** Default 0. */
  readonly temperature?: number;
}

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
});

/**
 * Returns the generator of a chat-completions service: OpenAI, Ollama, vLLM, llama.cpp and many others.
 *
 * @example openAiGenerator({ baseUrl: 'http://localhost:11434/v1', model: 'qwen3:4b' })
 */
export function openAiGenerator(options: OpenAiGeneratorOptions): Generator {
  const { model, maxTokens = 400, temperature = 0 } = options;
  const where = 'openAiGenerator';
  return {
    id: `openai:${model}`,
    async generate({ question, passages, signal }) {
      const messages = [
        { role: 'system', content: SYSTEM_PROMPT },
        { role: 'user', content: buildPrompt(question, passages) },
      ];
      const body = { model, messages, max_tokens: maxTokens, temperature };
      const parsed = completionSchema.safeParse(await postJson(where, 'chat/completions', body, options, signal));
      if (!parsed.success) {
        throw new ServiceError(
          `${where}: the answer holds no choices[0].message.content; a chat completion was needed.`,
        );
      }
      return draftOf(parsed.data.choices[0]?.message.content ?? '', passages);
    },
  };
}

/** Writes a continuation of a prompt: `(prompt, signal) => generate(gpt, tokenizer, prompt, { maxTokens: 60, seed: 1 })`. */
export type Write = (prompt: string, signal?: AbortSignal) => Promise<string> | AsyncIterable<string>;

/** How a model that continues text is prompted. */
export interface GptGeneratorOptions {
  readonly id?: string;
  /** Passages are left out from the last until the prompt is this short, in characters. Default 2000. */
  readonly maxPromptCharacters?: number;
  /** Makes the prompt; the default suits models that were never taught a format: passages, `Q: …`, `A:`. */
  readonly prompt?: (question: string, passages: GenerateRequest['passages']) => string;
  /** The answer ends before the first of these. Default a line break. */
  readonly stop?: readonly string[];
}

/**
 * Returns the generator of a language model that continues text, such as our GPT.
 *
 * @param write is called once per answer; the model stays the caller's to dispose
 */
export function gptGenerator(write: Write, options: GptGeneratorOptions = {}): Generator {
  const { id = 'gpt', maxPromptCharacters = 2000, prompt = plainPrompt, stop = ['\n'] } = options;
  return {
    id,
    async generate({ question, passages, signal }) {
      let kept = passages;
      while (kept.length > 1 && prompt(question, kept).length > maxPromptCharacters) kept = kept.slice(0, -1);
      const text = await collect(write(prompt(question, kept), signal), signal);
      const end = Math.min(
        ...stop.map((mark) => text.trimStart().indexOf(mark)).map((at) => (at < 0 ? text.length : at)),
      );
      return draftOf(text.trimStart().slice(0, end), kept);
    },
  };
}

function plainPrompt(question: string, passages: GenerateRequest['passages']): string {
  const lines = passages.map(({ text }) => text.replaceAll('\n', ' '));
  return `${lines.join('\n')}\nQ: ${question.replaceAll('\n', ' ')}\nA:`;
}

function draftOf(text: string, passages: GenerateRequest['passages']): Draft {
  if (text.includes(NO_ANSWER)) return { sentences: [], unsupported: [] };
  return citeText(restoreMarks(text), passages);
}

async function collect(written: Promise<string> | AsyncIterable<string>, signal?: AbortSignal): Promise<string> {
  if (!(Symbol.asyncIterator in written)) return written;
  let text = '';
  for await (const piece of written) {
    signal?.throwIfAborted();
    text += piece;
  }
  return text;
}
