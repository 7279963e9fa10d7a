/** The new kinds of text: for the poet, lyrics of the Song; for the bard, a dictionary. One example a line. */
import definitions from '@glassbox/models/corpora/definitions.txt?url';
import songLyrics from '@glassbox/models/corpora/song-lyrics.txt?url';
import { download } from '../worker/assets.ts';
import type { ShippedModel } from '../worker/contract.ts';

const NEW_TEXTS: Readonly<Record<ShippedModel, string>> = { poet: songLyrics, bard: definitions };

export async function newLines(model: ShippedModel): Promise<string[]> {
  return new TextDecoder()
    .decode(await download(NEW_TEXTS[model]))
    .trim()
    .split('\n');
}
