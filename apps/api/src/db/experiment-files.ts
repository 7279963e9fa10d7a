/** Tables `experiment_file` and `experiment_piece`: uploads in pieces, kept only as long as their run needs them. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { experimentFile, experimentPiece } from './tables.ts';

export type ExperimentFileRow = typeof experimentFile.$inferSelect;

export async function insertFiles(
  db: Database,
  runId: string,
  files: readonly { name: string; sizeBytes: number }[],
): Promise<void> {
  if (files.length > 0) await db.insert(experimentFile).values(files.map((file) => ({ runId, ...file })));
}

export async function listFiles(db: Database, runId: string): Promise<ExperimentFileRow[]> {
  return db.select().from(experimentFile).where(eq(experimentFile.runId, runId)).orderBy(asc(experimentFile.name));
}

/** Stores one piece; the same place again replaces it, so that an upload can start over. */
export async function putPiece(
  db: Database,
  piece: { runId: string; name: string; place: number; bytes: Uint8Array },
): Promise<void> {
  await db
    .insert(experimentPiece)
    .values(piece)
    .onConflictDoUpdate({
      target: [experimentPiece.runId, experimentPiece.name, experimentPiece.place],
      set: { bytes: sql`excluded.bytes` },
    });
}

export async function markUploaded(db: Database, runId: string, name: string, uploadedAt: Date | null): Promise<void> {
  await db
    .update(experimentFile)
    .set({ uploadedAt })
    .where(and(eq(experimentFile.runId, runId), eq(experimentFile.name, name)));
}

/** Returns a file's bytes, read piece by piece; fewer than announced when it did not arrive whole. */
export async function readFileBytes(db: Database, { runId, name, sizeBytes }: ExperimentFileRow): Promise<Uint8Array> {
  const whole = new Uint8Array(sizeBytes);
  let filled = 0;
  for (let place = 0; filled < sizeBytes; place++) {
    const rows = await db
      .select({ bytes: experimentPiece.bytes })
      .from(experimentPiece)
      .where(and(eq(experimentPiece.runId, runId), eq(experimentPiece.name, name), eq(experimentPiece.place, place)));
    const bytes = rows[0]?.bytes;
    if (bytes === undefined) break;
    whole.set(bytes.subarray(0, sizeBytes - filled), filled);
    filled += bytes.length;
  }
  return whole.subarray(0, Math.min(filled, sizeBytes));
}

/** Removes a run's files with all their bytes. */
export async function deleteFiles(db: Database, runId: string): Promise<void> {
  await db.delete(experimentFile).where(eq(experimentFile.runId, runId));
}
