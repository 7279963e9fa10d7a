/**
 * Certificates of the course: issued once the rule is fulfilled, verified by anyone, revoked by their learner or by the
 * deletion of that learner. Rule: every ready lesson done and a share of all points.
 */
import { randomUUID } from 'node:crypto';
import { insertAudit } from '../../db/audit.ts';
import {
  type CertificateRow,
  findCertificate,
  insertCertificate,
  listCertificates,
  listRevokedNumbers,
  removeCertificate,
} from '../../db/certificates.ts';
import type { Database } from '../../db/database.ts';
import {
  findNewestSigningKey,
  findPublicKey,
  insertSigningKey,
  listPublicKeys,
  type SigningKeyRow,
} from '../../db/signing-keys.ts';
import { ApiError } from '../../errors.ts';
import type { CertificateRequest, OwnCertificate, OwnCertificates } from '../../schemas/certificate.ts';
import { ownLearner } from '../own-learner.ts';
import { progressService } from '../progress.ts';
import { share } from '../question-standing.ts';
import { type Limit, limitRate } from '../rate-limits.ts';
import type { ServiceContext } from '../service-context.ts';
import type { Recorded, Services } from '../services.ts';
import { buildCredential, certificateAddress, issuerProfile, keyAddress, revokedAddress } from './credential.ts';
import { DEFAULT_CERTIFICATE_SETTINGS } from './settings.ts';
import { makeSigningKey, signCredential } from './signature.ts';
import { verifyCertificate } from './verify.ts';

/** Points are sums of shares: a learner must not miss the line by the last bit of a double. */
const ROUNDING = 1e-9;

export function certificateService(context: ServiceContext): Services['certificates'] {
  const { db, now, certificates: issuer = DEFAULT_CERTIFICATE_SETTINGS } = context;
  return {
    of: (learnerId) => readOwn(context, learnerId),
    issue: (learnerId, request) => db.transaction((tx) => issue({ ...context, db: tx }, learnerId, request)),
    revoke: (learnerId, id) => db.transaction((tx) => revoke({ ...context, db: tx }, learnerId, id)),

    async verify(id) {
      const found = await findCertificate(db, id);
      if (found === undefined) throw unknownCertificate();
      return verifyCertificate({ id, ...found }, { now: now(), findKey: (keyId) => findPublicKey(db, keyId) });
    },

    async token(id) {
      const found = await findCertificate(db, id);
      if (!found?.certificate) throw unknownCertificate();
      return found.certificate.token;
    },

    issuer: () => issuerProfile(issuer),
    keys: async () => ({ keys: (await listPublicKeys(db)).map(({ publicJwk }) => publicJwk) }),

    async key(id) {
      const jwk = await findPublicKey(db, id);
      if (jwk === undefined) throw new ApiError(404, 'key-unknown', 'No certificate was ever signed with this key.');
      return jwk;
    },

    async revoked() {
      const { origin } = issuer;
      const numbers = await listRevokedNumbers(db);
      return {
        id: revokedAddress(origin),
        issuer: issuerProfile(issuer).id,
        revokedCredential: numbers.map((id) => ({ id: certificateAddress(origin, id), revoked: true })),
      };
    },
  };
}

async function readOwn(context: ServiceContext, learnerId: string | undefined): Promise<OwnCertificates> {
  const { db, certificates: { share: shareNeeded } = DEFAULT_CERTIFICATE_SETTINGS } = context;
  const { lessonsDone, lessonsTotal, score, maxScore } = (await progressService(context).of(learnerId)).course;
  const fulfilled =
    lessonsTotal > 0 && lessonsDone === lessonsTotal && share(score, maxScore) >= shareNeeded - ROUNDING;
  const rows = learnerId === undefined ? [] : await listCertificates(db, learnerId);
  return {
    rule: { lessonsDone, lessonsTotal, score, maxScore, shareNeeded, fulfilled },
    certificates: rows.map(toOwn),
  };
}

async function issue(
  context: ServiceContext,
  learnerId: string,
  { name, language }: CertificateRequest,
): Promise<Recorded<OwnCertificate>> {
  const { db, now, certificates: issuer = DEFAULT_CERTIFICATE_SETTINGS } = context;
  await ownLearner(db, learnerId);
  const { rule } = await readOwn(context, learnerId);
  const same = (await listCertificates(db, learnerId)).find(
    (row) => row.name === name && row.facts.language === language,
  );
  if (same !== undefined) return { result: toOwn(same), replayed: true };
  if (!rule.fulfilled) {
    throw new ApiError(
      409,
      'certificate-not-earned',
      `A certificate needs all ${rule.lessonsTotal} lessons done and ${rule.shareNeeded * 100} % of the points; ${rule.lessonsDone} lessons are done, with ${rule.score} of ${rule.maxScore} points.`,
    );
  }
  if ((await listCertificates(db, learnerId)).length >= MAX_HELD) throw tooMany();
  await limitRate(context.db, ISSUES, learnerId, now());
  const issuedAt = wholeSecond(now());
  const facts = { language, lessons: rule.lessonsTotal, share: rule.shareNeeded };
  const id = randomUUID();
  const key = await signingKey(db, issuedAt);
  const credential = buildCredential(issuer, { id, name, issuedAt, facts });
  const token = await signCredential(credential, key, keyAddress(issuer.origin, key.id));
  const row: CertificateRow = { id, learnerId, name, facts, token, issuedAt };
  await insertCertificate(db, row);
  await insertAudit(db, { at: issuedAt, learnerId, action: 'certificate.issued', subject: id });
  return { result: toOwn(row), replayed: false };
}

/** Numbers stay for ever: issuing and withdrawing in turns must not fill the register. */
const ISSUES: Limit = { name: 'certificate-issued', max: 10, windowMinutes: 24 * 60 };
/** One in each language and one with another name: enough, and nobody fills the register. */
const MAX_HELD = 3;

async function revoke({ db, now }: ServiceContext, learnerId: string, id: string): Promise<void> {
  await ownLearner(db, learnerId);
  if (!(await removeCertificate(db, learnerId, id))) throw unknownCertificate();
  await insertAudit(db, { at: now(), learnerId, action: 'certificate.revoked', subject: id });
}

/** The newest key, made at the first certificate. Two made at once do no harm: each verifies what it signed. */
async function signingKey(db: Database, now: Date): Promise<SigningKeyRow> {
  const known = await findNewestSigningKey(db);
  if (known !== undefined) return known;
  const made = { ...(await makeSigningKey()), createdAt: now };
  await insertSigningKey(db, made);
  return made;
}

function toOwn({ id, name, facts, issuedAt }: CertificateRow): OwnCertificate {
  return { id, name, language: facts.language, issuedAt: issuedAt.toISOString() };
}

/** A JWT counts in seconds; what is printed must be what is signed. */
function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

function unknownCertificate(): ApiError {
  return new ApiError(404, 'certificate-unknown', 'No certificate was ever issued here under this number.');
}

function tooMany(): ApiError {
  return new ApiError(
    409,
    'certificate-limit',
    `You hold ${MAX_HELD} certificates. Withdraw one, then issue the new one.`,
  );
}
