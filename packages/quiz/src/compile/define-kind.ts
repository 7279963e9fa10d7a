/** What makes a kind compilable, and how one question goes through it. */
import type { z } from 'zod';
import type { SecretQuestion } from '../score/secret.ts';
import type { Issue, RawFields } from './rules.ts';

/** `toSecret` builds the public question field by field: that list of fields is all a browser ever gets. */
export interface KindDefinition<Authored> {
  schema: z.ZodType<Authored>;
  /** Rules over several fields; see `rules.ts`. */
  findIssues: (raw: RawFields) => Issue[];
  toSecret: (authored: Authored) => SecretQuestion;
}

type CompileOutcome = { issues: Issue[] } | { question: SecretQuestion };
export interface CompileQuestion {
  (raw: RawFields): CompileOutcome;
  /** The fields of the kind, for editors; the rules over several fields are not in it. */
  schema: z.ZodType;
}

/** Returns the compiler of one kind: a raw question in, all its issues or the finished question out. */
export function defineKind<Authored>({ schema, findIssues, toSecret }: KindDefinition<Authored>): CompileQuestion {
  const compile = (raw: RawFields): CompileOutcome => {
    const parsed = schema.safeParse(raw);
    const issues = [...(parsed.success ? [] : schemaIssues(parsed.error)), ...findIssues(raw)];
    return parsed.success && issues.length === 0 ? { question: toSecret(parsed.data) } : { issues };
  };
  return Object.assign(compile, { schema });
}

/** Returns zod's issues as ours, one per unknown field. */
export function schemaIssues(error: z.ZodError): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    if (issue.code !== 'unrecognized_keys') return [{ path, needed: issue.message }];
    return issue.keys.map((key) => ({
      path: [...path, key],
      found: `the unknown field "${key}"`,
      needed: issue.message,
      atKey: true,
    }));
  });
}
