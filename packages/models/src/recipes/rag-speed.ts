/** How long ten thousand chunks take: reading is not counted; chunking, segmenting, embedding, indexing and asking are. */
import { createRandom, memoryDirectory } from '@glassbox/core';
import {
  chunkDocument,
  createKnowledgeBase,
  documentFromText,
  type HashedEmbedder,
  loadKnowledgeBase,
} from '@glassbox/core/rag';
import { ragDocuments, ragQuestions } from './rag-test-set.ts';
import type { Cell } from './results.ts';

const CHUNKS = 10_000;
const SEED = 3;
/** Words exchanged per sentence, so that copies are no copies: the vocabulary grows as in real documents. */
const PARAGRAPHS_PER_DOCUMENT = 40;

/** Returns rows for the result: how large the index is and what it costs. */
export async function measureSpeed(embedder: HashedEmbedder): Promise<Cell[][]> {
  const documents = await manyDocuments();
  const kb = await createKnowledgeBase({ embedder, fallback: '' });
  const cpu = process.cpuUsage();
  const indexMs = await timed(() => kb.add(documents));
  const { user, system } = process.cpuUsage(cpu);
  const chunkCount = await kb.chunkCount();
  const [searches, answers] = [
    await timesOf((question) => kb.search(question)),
    await timesOf((question) => kb.answer(question)),
  ];
  const answerCpuMs = await cpuPerQuestion((question) => kb.answer(question));
  const directory = memoryDirectory();
  const saveMs = await timed(() => kb.save(directory));
  const loadMs = await timed(() => loadKnowledgeBase(directory, { embedder }));
  const oneMs = await timed(() => kb.add([documentFromText('one-more.txt', 'One more short document.')]));
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  return [
    ['chunks', chunkCount.toLocaleString('en')],
    ['characters', characters.toLocaleString('en')],
    [
      'index all of them',
      `${(indexMs / 1000).toFixed(1)} s, of which ${((user + system) / 1e6).toFixed(1)} s on the processor`,
    ],
    ['search, median', `${quantile(searches, 0.5).toFixed(1)} ms`],
    ['search, 95th percentile', `${quantile(searches, 0.95).toFixed(1)} ms`],
    ['answer (search, evidence, quotes), median', `${quantile(answers, 0.5).toFixed(1)} ms`],
    ['answer, 95th percentile', `${quantile(answers, 0.95).toFixed(1)} ms`],
    ['answer, processor time per question', `${answerCpuMs.toFixed(1)} ms`],
    ['add one more document', `${oneMs.toFixed(1)} ms`],
    ['save', `${(saveMs / 1000).toFixed(1)} s`],
    ['load', `${(loadMs / 1000).toFixed(1)} s`],
  ];

  async function timesOf(ask: (question: string) => Promise<unknown>): Promise<number[]> {
    const times: number[] = [];
    const questions = await ragQuestions();
    for (const { question } of questions.slice(0, 20)) await ask(question); // warms the compiler up
    for (const { question } of questions) times.push(await timed(() => ask(question)));
    return times;
  }
}

/** Mean processor time of a question, in milliseconds: what is left when nothing else runs. */
async function cpuPerQuestion(ask: (question: string) => Promise<unknown>): Promise<number> {
  const questions = await ragQuestions();
  const before = process.cpuUsage();
  for (const { question } of questions) await ask(question);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / questions.length;
}

/** Documents of sentences of the test set in random order, with numbers and some words made up, of CHUNKS chunks in all. */
async function manyDocuments() {
  const random = createRandom(SEED);
  const sentences = (await ragDocuments())
    .flatMap((document) => chunkDocument(document, { maxColumns: 200, overlapColumns: 0 }))
    .map(({ text }) => text);
  const pick = <Item>(list: readonly Item[]) => list[Math.floor(random.next() * list.length)] as Item;
  const word = () => Array.from({ length: 3 }, () => pick([...'bdfgklmnprst']) + pick([...'aeiou'])).join('');
  const documents = [];
  let chunkCount = 0;
  while (chunkCount < CHUNKS) {
    const paragraphs = Array.from({ length: PARAGRAPHS_PER_DOCUMENT }, () => {
      const text = [pick(sentences), pick(sentences), pick(sentences)]
        .join(' ')
        .replace(/\d+/g, () => String(Math.floor(random.next() * 1000)));
      return `## ${word()} ${word()}\n\n${text} ${word()}.`;
    });
    const document = documentFromText(
      `document-${documents.length}.md`,
      `# ${word()}\n\n${paragraphs.join('\n\n')}`,
      'text/markdown',
    );
    chunkCount += chunkDocument(document).length;
    documents.push(document);
  }
  return documents;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
