/** The lab's worker: two systems answer each case, then the cases are drawn again to see how many it takes. */
import { memoryDirectory } from '@glassbox/core';
import { pairedDifference, wilsonInterval } from '@glassbox/core/hallucination';
import { type HashedEmbedder, loadEmbedder } from '@glassbox/core/rag';
import { download } from '../worker/assets.ts';
import { type Port, serve } from '../worker/protocol.ts';
import { EMBEDDER_FILES } from './assets.ts';
import { drawBlind } from './blind.ts';
import type { ScoredCase, WriteEvalMethods } from './contract.ts';
import { countPairs } from './judge.ts';
import { powerByRedraws } from './power.ts';
import { scoreCases } from './score-cases.ts';

let loaded: HashedEmbedder | undefined;

serve<WriteEvalMethods>(self as unknown as Port, {
  score: async (setting, { signal, emit }) => {
    loaded ??= await shippedEmbedder();
    const scored: ScoredCase[] = [];
    for await (const one of scoreCases(loaded, setting)) {
      if (signal.aborted) return undefined;
      scored.push(one);
      emit(one);
      await new Promise((resolve) => setTimeout(resolve)); // lets a cancelling message in
    }
    const counts = countPairs(scored);
    return {
      score: {
        first: wilsonInterval(counts.both + counts.onlyFirst, scored.length),
        second: wilsonInterval(counts.both + counts.onlySecond, scored.length),
        counts,
        difference: pairedDifference(counts),
      },
      power: powerByRedraws(counts, setting.seed),
      blind: drawBlind(scored, setting.seed),
    };
  },
});

async function shippedEmbedder(): Promise<HashedEmbedder> {
  const directory = memoryDirectory();
  const files = Object.entries(EMBEDDER_FILES);
  await Promise.all(files.map(async ([file, url]) => directory.write(file, await download(url))));
  return await loadEmbedder(directory);
}
