/**
 * What handing in asks of the API. All of it needs the network. A refusal rejects with `Refused`, whose words are for the
 * learner; anything else means there was no answer, and trying again is safe: announcing has a key, bytes replace bytes.
 */
import { createClient, type ExperimentView } from '@glassbox/api/client';
import type { LocalText, PublicQuestion } from '@glassbox/quiz';
import type { Contents, HandedFile } from '@glassbox/quiz/views';
import { introduce } from '../progress/learner.ts';

const client = createClient('/');

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly text: LocalText;

  constructor(text: LocalText) {
    super(text.en);
    this.text = text;
  }
}

export interface Announcement {
  idempotencyKey: string;
  lesson: string;
  question: PublicQuestion;
  contents: Contents;
}

/** Announces what will be handed in; the same key gives the same experiment. */
export async function announce({ idempotencyKey, lesson, question, contents }: Announcement): Promise<ExperimentView> {
  await introduce();
  const what =
    'files' in contents
      ? { files: contents.files.map(({ name, bytes }) => ({ name, sizeBytes: bytes.length })) }
      : { settings: contents.settings };
  const json = { idempotencyKey, lesson, questionId: question.id, questionVersion: question.version, ...what };
  // Which names may be sent is the server's to say; here they are what was chosen.
  return read(await client.api.experiments.$post({ json: json as never }));
}

/** Uploads one file as it is. */
export async function upload(id: string, { name, bytes }: HandedFile): Promise<ExperimentView> {
  return read(
    await fetch(`/api/experiments/${id}/files/${encodeURIComponent(name)}`, {
      method: 'PUT',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes as Uint8Array<ArrayBuffer>,
    }),
  );
}

export async function start(id: string): Promise<ExperimentView> {
  return read(await client.api.experiments[':id'].start.$post({ param: { id }, json: {} }));
}

export async function cancel(id: string): Promise<ExperimentView> {
  return read(await client.api.experiments[':id'].cancel.$post({ param: { id }, json: {} }));
}

export async function fetchExperiment(id: string): Promise<ExperimentView> {
  return read(await client.api.experiments[':id'].$get({ param: { id } }));
}

/** Returns the newest experiment per question of a lesson. */
export async function fetchLatest(lesson: string): Promise<readonly ExperimentView[]> {
  const response = await client.api.lessons[':slug'].experiments.$get({ param: { slug: lesson } });
  if (response.status !== 200) throw new TypeError(`experiments: the server answered ${response.status}`);
  return ((await response.json()) as { experiments: ExperimentView[] }).experiments;
}

interface ErrorBody {
  error?: { code?: string; message?: string; problem?: { text: LocalText } };
}

/** 5xx counts as no answer: the server is not well, and what was asked may be asked again. */
async function read(response: { status: number; json(): Promise<unknown> }): Promise<ExperimentView> {
  if (response.status === 200 || response.status === 201) return (await response.json()) as ExperimentView;
  if (response.status >= 500) throw new TypeError(`experiments: the server answered ${response.status}`);
  const { error } = (await response.json().catch(() => ({}))) as ErrorBody;
  throw new Refused(error?.problem?.text ?? wordsFor(error?.code, error?.message));
}

function wordsFor(code: string | undefined, message = ''): LocalText {
  if (code === 'question-version-unknown') {
    return {
      zh: '这道题已经更新，请刷新页面后再交。',
      en: 'This question has changed; reload the page and hand it in again.',
    };
  }
  return { zh: `服务器没有收下。${message}`, en: `The server did not take it. ${message}` };
}
