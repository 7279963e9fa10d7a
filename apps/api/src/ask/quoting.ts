/**
 * Writes the answer: quotes, or a model's sentences where the operator has named one. The lesson that a question was
 * asked from comes first: only where it has no answer the rest of the course is looked at.
 */
import {
  type Draft,
  type Evidence,
  extractiveGenerator,
  type GenerateRequest,
  type Generator,
} from '@glassbox/core/rag';

/** What an answer was made by, besides its sentences. */
export interface Account {
  by: 'quotes' | 'model';
  scope: 'lesson' | 'course';
  /** Why the model did not write although it was asked to. */
  modelFailure?: string;
}

export interface QuotingOptions {
  /** Looked at first. */
  firstDocument?: string | undefined;
  model?: Generator | undefined;
}

/** A text asks its reader many things; no question is an answer. */
const QUESTION = /[?？]["'”’」』）)]*$/u;

/** Returns the sentences that may answer: those that are no questions themselves. */
export function quotable<Sentence extends { readonly text: string }>(evidence: readonly Sentence[]): Sentence[] {
  return evidence.filter(({ text }) => !QUESTION.test(text));
}

/** Returns the generator of one question, and the account that is filled in when it has run. */
export function quotingGenerator({ firstDocument, model }: QuotingOptions): { generator: Generator; account: Account } {
  const account: Account = { by: 'quotes', scope: 'course' };
  const quotes = extractiveGenerator();
  const generator: Generator = {
    id: model?.id ?? quotes.id,
    async generate(request) {
      const own = firstDocument === undefined ? undefined : within(request, firstDocument);
      const narrowed = own && isAnswered(own) ? own : { ...request, evidence: quotable(request.evidence) };
      if (!isAnswered(narrowed)) return { sentences: [], unsupported: [] };
      if (narrowed === own) account.scope = 'lesson';
      const written = model && (await write(model, narrowed, account));
      if (!written) return quotes.generate(narrowed);
      account.by = 'model';
      return written;
    },
  };
  return { generator, account };
}

function within(request: GenerateRequest, document: string): GenerateRequest {
  const here = ({ document: of }: { readonly document: string }) => of === document;
  return { ...request, evidence: quotable(request.evidence).filter(here), passages: request.passages.filter(here) };
}

function isAnswered({ evidence, threshold }: { evidence: readonly Evidence[]; threshold: number }): boolean {
  return (evidence[0]?.probability ?? 0) >= threshold;
}

/** Nothing supported although something was written, or no word at all: the quotes take its place. */
async function write(model: Generator, request: GenerateRequest, account: Account): Promise<Draft | undefined> {
  try {
    const draft = await model.generate(request);
    if (draft.sentences.length > 0 || draft.unsupported.length === 0) return draft;
    account.modelFailure = 'no passage supports what it wrote';
  } catch (error) {
    request.signal?.throwIfAborted();
    account.modelFailure = error instanceof Error ? error.message : String(error);
  }
  return undefined;
}
