/** Calls about documents and unanswered questions. A file is sent as it is, so the typed client has no part in that. */
import { type CourseDocument, createClient, type ErrorBody, type UnansweredQuestion } from '@glassbox/api/client';
import type { Locale } from '@glassbox/quiz';
import { read } from '../teach-client.ts';

const { teach } = createClient('/').api;

export const listDocuments = () => read<{ documents: CourseDocument[] }>(() => teach.documents.$get());
export const removeDocument = (id: string) =>
  read<{ documents: CourseDocument[] }>(() => teach.documents[':id'].$delete({ param: { id } }));
export const listUnanswered = (state: 'open' | 'handled', locale: Locale | '') =>
  read<{ questions: UnansweredQuestion[]; total: number }>(() =>
    teach.unanswered.$get({ query: { state, ...(locale !== '' && { locale }) } }),
  );
export const setHandled = (id: string, handled: boolean) =>
  read<{ handled: boolean }>(() => teach.unanswered[':id'].$post({ param: { id }, json: { handled } }));

export type Sent = { ok: true; document: CourseDocument } | { ok: false; reason: string | undefined; online: boolean };

export interface DocumentToSend {
  file: File;
  locale: Locale;
  title: string;
  /** The document it takes the place of. */
  id?: string;
}

/** `reason` is the server's sentence about the file, where it has one. Never throws. */
export async function sendDocument({ file, locale, title, id }: DocumentToSend): Promise<Sent> {
  const query = new URLSearchParams({ locale, fileName: file.name, ...(title !== '' && { title }) });
  const address = id === undefined ? '/api/teach/documents' : `/api/teach/documents/${id}`;
  try {
    const response = await fetch(`${address}?${query}`, {
      method: id === undefined ? 'POST' : 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    });
    if (response.ok) return { ok: true, document: (await response.json()) as CourseDocument };
    const body = response.status < 500 ? ((await response.json()) as ErrorBody) : undefined;
    return { ok: false, reason: body?.error.message, online: true };
  } catch {
    return { ok: false, reason: undefined, online: navigator.onLine };
  }
}
