/** What "my learning", reviews and certificates ask the server. Each call rejects without a network. */
import {
  type CertificateVerification,
  createClient,
  type ErrorBody,
  type ObjectiveMastery,
  type OwnCertificate,
  type OwnCertificates,
  type Review,
} from '@glassbox/api/client';
import type { Locale } from '@glassbox/quiz';

const client = createClient('/');
const NOT_FOUND = 404;

/** A refusal of the server, with the code of its error body. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export async function fetchMastery(): Promise<ObjectiveMastery[]> {
  return (await read<{ objectives: ObjectiveMastery[] }>(await client.api.mastery.$get())).objectives;
}

export async function fetchReview(): Promise<Review> {
  return read(await client.api.review.$get());
}

export async function fetchCertificates(): Promise<OwnCertificates> {
  return read(await client.api.certificates.$get());
}

export async function issueCertificate(name: string, language: Locale): Promise<OwnCertificate> {
  return read(await client.api.certificates.$post({ json: { name, language } }));
}

export async function withdrawCertificate(id: string): Promise<void> {
  await read(await client.api.certificates[':id'].$delete({ param: { id } }));
}

/** Returns what verifying found, `undefined` for a number that was never issued. */
export async function verifyCertificate(id: string): Promise<CertificateVerification | undefined> {
  const response = await client.api.certificates[':id'].$get({ param: { id } });
  return (response.status as number) === NOT_FOUND ? undefined : read(response);
}

/** Returns the signed credential, a compact JWS. */
export async function fetchCredential(id: string): Promise<string> {
  const response = await client.api.certificates[':id'].credential.$get({ param: { id } });
  if (!response.ok) throw await refusal(response);
  return response.text();
}

/** The typed client narrows by status; here anything but success is thrown. */
async function read<Result>(response: { ok: boolean; status: number; json(): Promise<unknown> }): Promise<Result> {
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as Result;
}

async function refusal(response: { status: number; json(): Promise<unknown> }): Promise<RefusedError> {
  const body = (await response.json().catch(() => undefined)) as Partial<ErrorBody> | undefined;
  const { code = `http-${response.status}`, message = `HTTP ${response.status}` } = body?.error ?? {};
  return new RefusedError(code, message);
}
