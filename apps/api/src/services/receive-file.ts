/** Takes a file in as it comes: never more than one piece in memory, never a byte more than was announced. */
import { listFiles, markUploaded, putPiece } from '../db/experiment-files.ts';
import type { ExperimentRow } from '../db/experiments.ts';
import { ApiError } from '../errors.ts';
import type { ServiceContext } from './service-context.ts';

export interface IncomingFile {
  name: string;
  body: ReadableStream<Uint8Array> | null;
}

/** What is written in one statement. */
const PIECE_BYTES = 256 * 1024;

/** Stores a file of a run. Throws `ApiError` 404, 409, 413 or 422; what had come by then is of no use and is replaced next time. */
export async function receiveFile(
  { db, now }: ServiceContext,
  run: ExperimentRow,
  { name, body }: IncomingFile,
): Promise<void> {
  const file = (await listFiles(db, run.id)).find((row) => row.name === name);
  if (file === undefined) throw new ApiError(404, 'file-unannounced', `${name} was not announced for this experiment.`);
  if (run.state !== 'uploading') {
    throw new ApiError(409, 'experiment-started', 'This experiment takes no files any more. Hand in a new one.');
  }
  await markUploaded(db, run.id, name, null);
  let received = 0;
  let place = 0;
  for await (const bytes of inPieces(body)) {
    received += bytes.length;
    if (received > file.sizeBytes) throw wrongSize(name, file.sizeBytes, 413);
    await putPiece(db, { runId: run.id, name, place: place++, bytes });
  }
  if (received < file.sizeBytes) throw wrongSize(name, file.sizeBytes, 422);
  await markUploaded(db, run.id, name, now());
}

/** What comes in, cut into pieces of one size; the last may be shorter. */
async function* inPieces(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  let piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  for await (const bytes of body) {
    for (let taken = 0; taken < bytes.length; ) {
      const part = bytes.subarray(taken, taken + PIECE_BYTES - filled);
      piece.set(part, filled);
      filled += part.length;
      taken += part.length;
      if (filled < PIECE_BYTES) continue;
      yield piece;
      piece = new Uint8Array(PIECE_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

function wrongSize(name: string, announced: number, status: 413 | 422): ApiError {
  const found = status === 413 ? 'more' : 'fewer';
  return new ApiError(
    status,
    'file-size-wrong',
    `${name}: ${found} bytes came than the ${announced} announced. Send it again.`,
  );
}
