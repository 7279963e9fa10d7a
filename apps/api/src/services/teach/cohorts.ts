/** Cohorts as their instructors manage them. Every change leaves an audit row. */
import { randomUUID } from 'node:crypto';
import { insertAudit } from '../../db/audit.ts';
import type { Database } from '../../db/database.ts';
import { type CohortRow, insertCohort, listCohorts, updateCohort } from '../../db/teach/cohorts.ts';
import { deleteMember, listMemberIds, listMembers } from '../../db/teach/members.ts';
import { ApiError } from '../../errors.ts';
import type { Cohort, MemberList } from '../../schemas/teach.ts';
import { newInvitationCode } from '../cohorts/invitation-code.ts';
import type { ServiceContext } from '../service-context.ts';
import { courseRows, maxScoreOf } from './course-shape.ts';
import { getCohort, type Instructor, isAdmin } from './instructor.ts';
import { memberKey, pseudonymOf } from './pseudonym.ts';

export type CohortChange = { name: string } | { archived: boolean } | 'new-code';

export function cohortService({ db, catalogue, now }: ServiceContext) {
  return {
    /** Returns one's own cohorts, the newest first; an administrator gets all. */
    async list(instructor: Instructor): Promise<Cohort[]> {
      const rows = await listCohorts(db, isAdmin(instructor) ? undefined : instructor.learnerId);
      return rows.map(({ cohort, members }) => view(cohort, members, instructor));
    },

    async create(instructor: Instructor, name: string): Promise<Cohort> {
      const cohort: CohortRow = {
        id: randomUUID(),
        name,
        invitationCode: newInvitationCode(),
        createdBy: instructor.learnerId,
        createdAt: now(),
        archivedAt: null,
      };
      await db.transaction(async (tx) => {
        await insertCohort(tx, cohort);
        await note(tx, instructor, 'cohort.created', cohort.id);
      });
      return view(cohort, 0, instructor);
    },

    /** Renames, archives, brings back, or gives a new code; the old code then opens nothing. */
    async change(instructor: Instructor, cohortId: string, change: CohortChange): Promise<Cohort> {
      return db.transaction(async (tx) => {
        const { id } = await getCohort(tx, instructor, cohortId);
        await updateCohort(tx, id, columnsOf(change));
        await note(tx, instructor, `cohort.${nameOf(change)}`, id);
        const members = await listMemberIds(tx, id);
        return view(await getCohort(tx, instructor, id), members.length, instructor);
      });
    },

    async members(instructor: Instructor, cohortId: string): Promise<MemberList> {
      const { id } = await getCohort(db, instructor, cohortId);
      const rows = await listMembers(db, id, courseRows(catalogue));
      return {
        lessonsTotal: catalogue.lessons.length,
        maxScore: maxScoreOf(catalogue),
        members: rows.map(({ learnerId, joinedAt, lessonsDone, score, lastSignAt }) => ({
          member: memberKey(id, learnerId),
          pseudonym: pseudonymOf(learnerId),
          joinedAt: toIso(joinedAt),
          lessonsDone,
          score,
          lastSignAt: lastSignAt === null ? null : toIso(lastSignAt),
        })),
      };
    },

    /** Takes a learner out of the cohort. What they learned stays theirs, and is no longer seen from here. */
    async removeMember(instructor: Instructor, cohortId: string, member: string): Promise<void> {
      await db.transaction(async (tx) => {
        const { id } = await getCohort(tx, instructor, cohortId);
        const learnerId = (await listMemberIds(tx, id)).find((candidate) => memberKey(id, candidate) === member);
        if (learnerId === undefined || !(await deleteMember(tx, id, learnerId))) {
          throw new ApiError(404, 'member-unknown', 'This cohort has no such member.');
        }
        await insertAudit(tx, { at: now(), learnerId, action: 'cohort.member-removed', subject: id });
      });
    },
  };

  function note(tx: Database, { learnerId }: Instructor, action: string, subject: string): Promise<void> {
    return insertAudit(tx, { at: now(), learnerId, action, subject });
  }

  function columnsOf(change: CohortChange): Parameters<typeof updateCohort>[2] {
    if (change === 'new-code') return { invitationCode: newInvitationCode() };
    return 'name' in change ? change : { archivedAt: change.archived ? now() : null };
  }
}

function nameOf(change: CohortChange): string {
  if (change === 'new-code') return 'code-changed';
  if ('name' in change) return 'renamed';
  return change.archived ? 'archived' : 'restored';
}

function view(row: CohortRow, members: number, instructor: Instructor): Cohort {
  return {
    cohortId: row.id,
    name: row.name,
    invitationCode: row.invitationCode,
    members,
    createdAt: row.createdAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    own: row.createdBy === instructor.learnerId,
  };
}

function toIso(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
