/**
 * Trained models that labs on this page offer to whoever hands one in. Islands share modules, so a quiz below the lab
 * finds here what the lab above it has put here; nothing is exported before somebody asks.
 */

export interface OfferedFile {
  name: string;
  bytes: Uint8Array;
}

/** Returns the files of the model; `busy` while it is being trained, `empty` when there is none. */
export type OfferedModel = () => Promise<readonly OfferedFile[] | 'empty' | 'busy'>;

const offered = new Map<string, OfferedModel>();

/** Offers a lab's model until the returned function is called. */
export function offerModel(lab: string, model: OfferedModel): () => void {
  offered.set(lab, model);
  return () => {
    if (offered.get(lab) === model) offered.delete(lab);
  };
}

/** Returns the files of a lab's model, or why there are none; a lab that was never on screen has none. */
export async function takeModel(lab: string): Promise<readonly OfferedFile[] | 'empty' | 'busy'> {
  return (await offered.get(lab)?.()) ?? 'empty';
}
