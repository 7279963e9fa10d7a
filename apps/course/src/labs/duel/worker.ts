/** The duel's worker: both twins, loaded once. */
import { loadBert, loadModel, memoryDirectory } from '@glassbox/core';
import { download } from '../worker/assets.ts';
import { assertGpuThere, chooseBackend, serveComputing } from '../worker/backend-service.ts';
import { openTogether } from '../worker/open-together.ts';
import { type Port, WorkerCallError } from '../worker/protocol.ts';
import { TWIN_FILES } from './assets.ts';
import type { DuelMethods } from './contract.ts';
import { firstGame, guessBlank, playDuel, type Twins } from './play.ts';

let twins: Twins | undefined;

serveComputing<DuelMethods>(self as unknown as Port, {
  selectBackend: async ({ prefer }) => {
    close();
    return await chooseBackend(prefer);
  },

  open: async () => {
    close();
    twins = await load();
    const { bert, gpt, tokenizer } = twins;
    return {
      words: Array.from({ length: tokenizer.vocabSize }, (_, id) => tokenizer.decode([id])),
      parameters: { bert: bert.parameterCount, gpt: gpt.parameterCount },
    };
  },

  guess: async (params) => {
    assertGpuThere();
    return await guessBlank(opened(), params);
  },

  show: async (setting) => firstGame(setting),

  play: async (setting, { signal, emit }) => {
    for await (const round of playDuel(opened(), setting)) {
      assertGpuThere();
      if (signal.aborted) break;
      emit(round);
    }
    return null;
  },
});

async function load(): Promise<Twins> {
  const [bertFolder, gptFolder] = await Promise.all([TWIN_FILES.bert, TWIN_FILES.gpt].map(fetchFolder));
  if (!bertFolder || !gptFolder) throw new WorkerCallError('DOWNLOAD_FAILED', 'twins: two folders were needed.');
  return await openTogether(async (keep) => {
    const { model: gpt, tokenizer } = await keep(loadModel(gptFolder), ({ model }) => model.dispose());
    const loaded = await keep(loadBert(bertFolder), ({ model }) => model.dispose());
    if (loaded.kind === 'maskedLanguage' && tokenizer) return { bert: loaded.model, gpt, tokenizer };
    throw new WorkerCallError('NO_TOKENIZER', 'twins: a file is damaged; reload the page.');
  });
}

async function fetchFolder(files: Readonly<Record<string, string>>) {
  const directory = memoryDirectory();
  await Promise.all(Object.entries(files).map(async ([file, url]) => directory.write(file, await download(url))));
  return directory;
}

function close(): void {
  twins?.bert.dispose();
  twins?.gpt.dispose();
  twins = undefined;
}

function opened(): Twins {
  if (!twins) throw new WorkerCallError('NO_MODEL', 'duel worker: the twins are not open; "open" comes first.');
  return twins;
}
