/**
 * Who may do what: one rule for each route of the API. `access.test.ts` plays every rule with every role, on objects of
 * one's own and of others, and fails for a route without a rule. This table is the documentation of access control
 * (docs/security.md).
 */
import { randomUUID } from 'node:crypto';
import { EXPERIMENTS, VERSIONS } from '../experiment-course.ts';
import { submission } from '../harness.ts';
import { MECHANICS } from '../mechanics-course.ts';
import { askForCode } from '../sign-in.ts';
import {
  attemptOfPupilOf,
  certificateOf,
  cohortOf,
  completeExperimentOf,
  deviceOf,
  documentOf,
  experimentOf,
  keyOfSite,
  type MakeObject,
  memberOf,
  type Named,
  noticeOf,
  passkeyOf,
  personOf,
  placeInCohortOf,
  reportOfPupilOf,
  submissionOf,
  unansweredBy,
} from './objects.ts';
import type { Actor, Person, World } from './world.ts';

/** Who gets past the door: with 401 or 403 for everybody else. `account` is a learner who signed in. */
export type Access = 'everyone' | 'learner' | 'account' | 'instructor' | 'admin';

/** Whose object it may be. What is out of reach looks as if it did not exist. */
type Reach = 'own' | 'own, for administrators all' | 'all';

/** What is sent besides the names in the path. */
export interface Sent {
  query?: Named;
  json?: object;
  bytes?: string;
}

export interface Rule {
  access: Access;
  /** What who may gets: past the door and everything else in order. */
  status: number;
  object?: { make: MakeObject; reach: Reach };
  /** What an object out of reach is answered with, if not 404: `devices/end` tells that it ended none. */
  outOfReach?: number;
  send?: (named: Named, world: World, person: Person) => Sent | Promise<Sent>;
  /** Afterwards nobody is signed in there any more, or somebody else. */
  spends?: true;
}

const open = (status = 200, more: Partial<Rule> = {}): Rule => ({ access: 'everyone', status, ...more });
const learner = (status = 200, more: Partial<Rule> = {}): Rule => ({ access: 'learner', status, ...more });
const account = (status = 200, more: Partial<Rule> = {}): Rule => ({ access: 'account', status, ...more });
const instructor = (status = 200, more: Partial<Rule> = {}): Rule => ({ access: 'instructor', status, ...more });
const admin = (status = 200, more: Partial<Rule> = {}): Rule => ({ access: 'admin', status, ...more });

const own = (make: MakeObject) => ({ object: { make, reach: 'own' } as const });
const taught = (make: MakeObject) => ({ object: { make, reach: 'own, for administrators all' } as const });
const any = (make: MakeObject) => ({ object: { make, reach: 'all' } as const });
const json = (body: object) => ({ send: () => ({ json: body }) });
const fixed =
  (named: Named): MakeObject =>
  async () =>
    named;

const cohortInQuery = { send: ({ cohort = '' }: Named) => ({ query: { cohort } }) };
const place = { lesson: 'first-lesson', questionId: 'colour', questionVersion: 'v1' };
const pick = MECHANICS.secret.questions.find(({ id }) => id === 'pick');
const newAddress = () => `${randomUUID()}@example.org`;
const file = { send: () => ({ query: { locale: 'en', fileName: 'a.md' }, bytes: '# A\n\ntext' }) };
const noSuchPasskey = {
  id: 'x',
  rawId: 'x',
  type: 'public-key',
  response: { clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' },
};

export const RULES: Readonly<Record<string, Rule>> = {
  // What anybody may read.
  'GET /api/openapi.json': open(),
  'GET /api/health': open(),
  'GET /api/health/experiments': open(),
  'GET /api/ready': open(),
  'GET /api/certificates/issuer': open(),
  'GET /api/certificates/keys': open(),
  'GET /api/certificates/keys/{id}': open(200, any(keyOfSite)),
  'GET /api/certificates/revoked': open(),
  'GET /api/certificates/{id}': open(200, any(certificateOf)),
  'GET /api/certificates/{id}/credential': open(200, any(certificateOf)),
  'GET /api/ask/documents/{id}': open(200, any(documentOf)),

  // Of the learner who asks, and empty for a visitor.
  'GET /api/account': open(),
  'GET /api/certificates': open(),
  'GET /api/learner': open(),
  'GET /api/lessons/{slug}/attempts': open(200, any(fixed({ slug: 'first-lesson' }))),
  'GET /api/lessons/{slug}/experiments': open(200, any(fixed({ slug: 'lab' }))),
  'GET /api/lessons/{slug}/quiz': open(200, any(fixed({ slug: 'first-lesson' }))),
  'GET /api/mastery': open(),
  'GET /api/notices': open(),
  'GET /api/progress': open(),
  'GET /api/regrades': open(),
  'GET /api/review': open(),
  'POST /api/place': open(200, json({ lesson: 'first-lesson', section: null, at: '2026-11-23T11:00:00Z' })),

  // Signing in and out.
  'POST /api/account/code': open(200, { send: () => ({ json: { email: newAddress(), locale: 'en' } }) }),
  'POST /api/account/sign-in': open(200, {
    spends: true,
    async send(_named, { app }, { browser }) {
      const email = newAddress();
      return { json: { email, code: await askForCode(app, browser, email) } };
    },
  }),
  'POST /api/account/sign-out': open(200, { ...json({}), spends: true }),
  'POST /api/account/provider': open(404, json({ locale: 'en' })),
  'GET /api/auth/callback/oidc': open(302),
  'POST /api/account/passkey/request': open(200, json({})),
  'POST /api/account/passkey/sign-in': open(403, json(noSuchPasskey)),
  'GET /api/account/devices': account(),
  'POST /api/account/devices/end': account(200, {
    ...own(deviceOf),
    outOfReach: 200,
    send: ({ device = '' }) => ({ json: { device } }),
  }),
  'POST /api/account/passkeys/creation': account(200, json({})),
  // Past the door; the credential itself is not sound.
  'POST /api/account/passkeys': account(403, json({ name: 'key', credential: {} })),
  'POST /api/account/passkeys/remove': account(200, { ...own(passkeyOf), send: ({ id = '' }) => ({ json: { id } }) }),

  // Of learners.
  'POST /api/activities': learner(201, {
    send: () => ({
      json: { idempotencyKey: randomUUID(), lesson: 'first-lesson', activity: 'lab-finished', lab: 'count-words' },
    }),
  }),
  'POST /api/ask': learner(200, json({ locale: 'en', question: 'What is a token?' })),
  'POST /api/attempts': learner(201, { send: () => ({ json: submission() }) }),
  'POST /api/submissions/{id}/assessment': learner(201, { ...own(submissionOf), ...json({ met: [] }) }),
  'POST /api/lessons/{slug}/questions/{questionId}/hints': learner(200, {
    ...any(fixed({ slug: 'mechanics', questionId: 'pick' })),
    ...json({ questionVersion: pick?.version, hint: 0 }),
  }),
  'POST /api/lessons/{slug}/questions/{questionId}/rounds': learner(200, {
    ...any(fixed({ slug: 'mechanics', questionId: 'times' })),
    ...json({ after: 0 }),
  }),
  // Past the door; it has not been earned.
  'POST /api/certificates': learner(409, json({ name: 'Ada', language: 'en' })),
  'DELETE /api/certificates/{id}': learner(200, own(certificateOf)),
  'GET /api/cohorts': learner(),
  'GET /api/invitations/{code}': learner(200, any(cohortOf)),
  'POST /api/cohorts/join': learner(200, { ...any(cohortOf), send: ({ code = '' }) => ({ json: { code } }) }),
  'POST /api/cohorts/leave': learner(200, {
    ...own(placeInCohortOf),
    send: ({ cohortId = '' }) => ({ json: { cohortId } }),
  }),
  'POST /api/experiments': learner(201, {
    send: () => ({
      json: {
        idempotencyKey: randomUUID(),
        lesson: EXPERIMENTS.public.lesson,
        questionId: 'tune',
        questionVersion: VERSIONS.tune,
        settings: {},
      },
    }),
  }),
  'GET /api/experiments/{id}': learner(200, own(experimentOf)),
  'PUT /api/experiments/{id}/files/{name}': learner(200, { ...own(experimentOf), send: () => ({ bytes: '{ }' }) }),
  'POST /api/experiments/{id}/start': learner(200, { ...own(completeExperimentOf), ...json({}) }),
  'POST /api/experiments/{id}/cancel': learner(200, { ...own(experimentOf), ...json({}) }),
  'GET /api/me/export': learner(),
  'POST /api/me/delete': learner(200, { ...json({ confirm: 'delete everything' }), spends: true }),
  'POST /api/regrades/{id}/seen': learner(200, { ...own(noticeOf), ...json({}) }),
  'POST /api/reports': learner(201, {
    send: () => ({ json: { idempotencyKey: randomUUID(), ...place, reason: 'unclear', text: 'Which shade?' } }),
  }),

  // Of instructors.
  'GET /api/teach/cohorts': instructor(),
  'POST /api/teach/cohorts': instructor(201, json({ name: 'Autumn' })),
  'POST /api/teach/cohorts/{id}/name': instructor(200, { ...taught(cohortOf), ...json({ name: 'Winter' }) }),
  'POST /api/teach/cohorts/{id}/state': instructor(200, { ...taught(cohortOf), ...json({ archived: true }) }),
  'POST /api/teach/cohorts/{id}/code': instructor(200, { ...taught(cohortOf), ...json({}) }),
  'GET /api/teach/cohorts/{id}/members': instructor(200, taught(memberOf)),
  'DELETE /api/teach/cohorts/{id}/members/{member}': instructor(204, taught(memberOf)),
  'GET /api/teach/overview': instructor(200, { ...taught(cohortOf), ...cohortInQuery }),
  'GET /api/teach/lessons/{slug}': instructor(200, {
    ...taught(async (world, owner) => ({ ...(await cohortOf(world, owner)), slug: 'first-lesson' })),
    ...cohortInQuery,
  }),
  'GET /api/teach/lessons/{slug}/questions/{id}': instructor(200, {
    ...taught(async (world, owner) => ({ ...(await cohortOf(world, owner)), slug: 'first-lesson', id: 'colour' })),
    ...cohortInQuery,
  }),
  'GET /api/teach/export/{table}': instructor(200, {
    ...taught(async (world, owner) => ({ ...(await cohortOf(world, owner)), table: 'attempts' })),
    ...cohortInQuery,
  }),
  'GET /api/teach/reports': instructor(200, { ...taught(cohortOf), ...cohortInQuery }),
  'POST /api/teach/reports/{id}/answer': instructor(204, {
    ...taught(reportOfPupilOf),
    ...json({ answer: 'Any shade.' }),
  }),
  'GET /api/teach/free-texts': instructor(200, { ...taught(cohortOf), ...cohortInQuery }),
  'POST /api/teach/attempts/{id}/score': instructor(204, {
    ...taught(attemptOfPupilOf),
    ...json({ score: 1, note: 'Well said.' }),
  }),
  // Documents and unanswered questions are the course's: every instructor keeps them.
  'GET /api/teach/documents': instructor(),
  'POST /api/teach/documents': instructor(201, file),
  'PUT /api/teach/documents/{id}': instructor(200, { ...any(documentOf), ...file }),
  'DELETE /api/teach/documents/{id}': instructor(200, any(documentOf)),
  'GET /api/teach/unanswered': instructor(),
  'POST /api/teach/unanswered/{id}': instructor(200, { ...any(unansweredBy), ...json({ handled: true }) }),

  // Of administrators.
  'GET /api/admin/people': admin(),
  'POST /api/admin/roles': admin(200, {
    object: {
      reach: 'all',
      make: async (world) => personOf(world, await world.person('learner')),
    },
    send: ({ learnerId = '' }) => ({ json: { learnerId, role: 'instructor' } }),
  }),
  'POST /api/admin/sessions/end': admin(200, {
    object: {
      reach: 'all',
      make: async (world) => personOf(world, await world.person('learner')),
    },
    send: ({ learnerId = '' }) => ({ json: { learnerId } }),
  }),
};

/** What a role is refused with at the door, or `undefined` when it gets past. */
export function refusalAtDoor(access: Access, actor: Actor): 401 | 403 | undefined {
  if (access === 'everyone') return undefined;
  if (actor === 'visitor') return 401;
  if (access === 'learner') return undefined;
  if (access === 'account') return actor === 'anonymous' ? 401 : undefined;
  if (actor === 'admin' || (access === 'instructor' && actor === 'instructor')) return undefined;
  return 403;
}
