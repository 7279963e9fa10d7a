/** Addresses of what this lab's worker fetches. */
import handwriting from '@glassbox/models/corpora/handwriting.bin?url';
import { download } from '../worker/assets.ts';

export function downloadHandwriting(): Promise<Uint8Array> {
  return download(handwriting);
}
