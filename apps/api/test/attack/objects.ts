/** Objects that belong to somebody, put straight into the database: how they come to be is not what is attacked here. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  attempt,
  authPasskey,
  certificate,
  certificateNumber,
  cohort,
  cohortMember,
  courseDocument,
  experimentFile,
  experimentRun,
  learner,
  questionReport,
  regrade,
  regradeNotice,
  session,
  signingKey,
  submission,
  unansweredQuestion,
} from '../../src/db/tables.ts';
import { memberKey } from '../../src/services/teach/pseudonym.ts';
import { VERSIONS } from '../experiment-course.ts';
import { NOON } from '../harness.ts';
import { MECHANICS } from '../mechanics-course.ts';
import type { Person, World } from './world.ts';

/** What a request needs to name the object, by the names of the parameters. */
export type Named = Readonly<Record<string, string>>;
export type MakeObject = (world: World, owner: Person) => Promise<Named>;

/** A word that stands in every object: an answer that holds it has told something. */
export const MARK = 'MARKED-OBJECT';

const hex = () => randomBytes(32).toString('hex');

export const certificateOf: MakeObject = async ({ db }, { learnerId }) => {
  const id = randomUUID();
  await db.insert(certificateNumber).values({ id, issuedAt: NOON });
  const facts = { language: 'en', lessons: 1, share: 0.7 } as never;
  await db.insert(certificate).values({ id, learnerId, name: MARK, facts, token: `${MARK}.x.y`, issuedAt: NOON });
  return { id };
};

export const cohortOf: MakeObject = async ({ db }, { learnerId }) => {
  const id = randomUUID();
  const invitationCode = hex().slice(0, 8).toUpperCase();
  await db.insert(cohort).values({ id, name: MARK, invitationCode, createdBy: learnerId, createdAt: NOON });
  return { id, cohort: id, code: invitationCode };
};

/** A learner who is in a cohort of the owner. */
async function pupilOf(world: World, owner: Person): Promise<{ cohortId: string; learnerId: string }> {
  const { db } = world;
  const { id: cohortId = '' } = await cohortOf(world, owner);
  const learnerId = randomUUID();
  await db.insert(learner).values({ id: learnerId, createdAt: NOON });
  await db.insert(cohortMember).values({ cohortId, learnerId, joinedAt: NOON });
  return { cohortId, learnerId };
}

export const memberOf: MakeObject = async (world, owner) => {
  const { cohortId, learnerId } = await pupilOf(world, owner);
  return { id: cohortId, member: memberKey(cohortId, learnerId) };
};

/** The owner's place in somebody's cohort. */
export const placeInCohortOf: MakeObject = async (world, { learnerId }) => {
  const { cohortId } = await pupilOf(world, await world.person('instructor'));
  await world.db.insert(cohortMember).values({ cohortId, learnerId, joinedAt: NOON });
  return { cohortId };
};

export const attemptOfPupilOf: MakeObject = async (world, owner) => {
  const { learnerId } = await pupilOf(world, owner);
  const id = randomUUID();
  await world.db.insert(attempt).values({
    id,
    learnerId,
    idempotencyKey: randomUUID(),
    requestHash: hex(),
    lesson: 'second-lesson',
    questionId: 'word',
    questionFingerprint: 'f1',
    response: { kind: 'short-text', text: MARK },
    verdict: 'wrong',
    score: 0,
    maxScore: 1,
    bestScore: 0,
    feedback: [],
    gradedBy: 'server',
    answeredAt: NOON,
    receivedAt: NOON,
  });
  return { id };
};

export const reportOfPupilOf: MakeObject = async (world, owner) => {
  const { learnerId } = await pupilOf(world, owner);
  const id = randomUUID();
  await world.db.insert(questionReport).values({
    id,
    learnerId,
    idempotencyKey: randomUUID(),
    lesson: 'first-lesson',
    questionId: 'colour',
    questionVersion: 'v1',
    reason: 'unclear',
    text: MARK,
    reportedAt: NOON,
  });
  return { id };
};

export const documentOf: MakeObject = async ({ db }, { learnerId }) => {
  const id = randomUUID();
  await db.insert(courseDocument).values({
    id,
    locale: 'en',
    title: MARK,
    fileName: 'marked.md',
    sizeBytes: 4,
    ragId: `document/${id}/x`,
    document: { id, title: MARK, mediaType: 'text/markdown', text: MARK, blocks: [] },
    addedBy: learnerId || null,
    addedAt: NOON,
    changedAt: NOON,
  });
  return { id };
};

export const experimentOf: MakeObject = async ({ db }, { learnerId }) => {
  const id = randomUUID();
  await db.insert(experimentRun).values({
    id,
    learnerId,
    idempotencyKey: randomUUID(),
    requestHash: hex(),
    lesson: 'lab',
    questionId: 'train',
    questionVersion: VERSIONS.train ?? '',
    state: 'uploading',
    // So that it is not one of today's.
    createdAt: new Date('2026-01-01T00:00:00.000Z'),
  });
  await db.insert(experimentFile).values({ runId: id, name: 'config.json', sizeBytes: 3 });
  return { id, name: 'config.json' };
};

/** The same with nothing left to upload. */
export const completeExperimentOf: MakeObject = async (world, owner) => {
  const id = randomUUID();
  await world.db.insert(experimentRun).values({
    id,
    learnerId: owner.learnerId,
    idempotencyKey: randomUUID(),
    requestHash: hex(),
    lesson: 'lab',
    questionId: 'tune',
    questionVersion: VERSIONS.tune ?? '',
    state: 'uploading',
    settings: {},
    createdAt: new Date('2026-01-01T00:00:00.000Z'),
  });
  return { id };
};

export const submissionOf: MakeObject = async ({ db }, { learnerId }) => {
  const write = MECHANICS.secret.questions.find(({ id }) => id === 'write');
  const id = randomUUID();
  await db.insert(submission).values({
    id,
    learnerId,
    idempotencyKey: randomUUID(),
    requestHash: hex(),
    lesson: 'mechanics',
    questionId: 'write',
    questionFingerprint: write?.fingerprint ?? '',
    response: { kind: 'free-text', text: MARK },
    answeredAt: NOON,
    receivedAt: NOON,
  });
  return { id };
};

export const noticeOf: MakeObject = async ({ db }, { learnerId }) => {
  const [id, regradeId] = [randomUUID(), randomUUID()];
  const reason = { zh: MARK, en: MARK };
  await db.insert(regrade).values({
    id: regradeId,
    at: NOON,
    by: 'mei',
    reason,
    lesson: 'first-lesson',
    questionId: 'colour',
    mayLower: false,
  });
  const standing = { verdict: 'right', score: 1, maxScore: 1 } as const;
  await db.insert(regradeNotice).values({ id, regradeId, learnerId, before: standing, after: standing });
  return { id };
};

export const unansweredBy: MakeObject = async ({ db }) => {
  const id = randomUUID();
  await db.insert(unansweredQuestion).values({
    id,
    locale: 'en',
    question: MARK,
    wordings: [],
    vector: [1, 0],
    timesAsked: 1,
    firstAskedAt: NOON,
    lastAskedAt: NOON,
  });
  return { id };
};

/** Another browser that is signed in to the owner's account. */
export const deviceOf: MakeObject = async ({ db }, { learnerId }) => {
  const id = randomUUID();
  const expiresAt = new Date(NOON.getTime() + 86_400_000);
  await db
    .insert(session)
    .values({ id, learnerId, tokenHash: hex(), createdAt: NOON, lastSeenAt: NOON, expiresAt, userAgent: MARK });
  return { device: id };
};

export const passkeyOf: MakeObject = async ({ db }, { learnerId }) => {
  const owner = await db.query.learner.findFirst({ where: (row, { eq }) => eq(row.id, learnerId) });
  const id = randomUUID();
  if (owner?.accountId) {
    await db.insert(authPasskey).values({
      id,
      userId: owner.accountId,
      name: MARK,
      publicKey: 'x',
      credentialID: id,
      counter: 0,
      deviceType: 'singleDevice',
      backedUp: false,
    });
  }
  return { id };
};

export const personOf: MakeObject = async (_world, { learnerId }) => ({ learnerId });

export const keyOfSite: MakeObject = async ({ db }) => {
  const id = randomUUID();
  const publicJwk = { kty: 'RSA', kid: id };
  // The oldest of all, so that it signs nothing.
  await db.insert(signingKey).values({ id, publicJwk, privateJwk: { ...publicJwk, d: MARK }, createdAt: new Date(0) });
  return { id };
};
