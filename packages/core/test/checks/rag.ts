/** The knowledge base in every host: readers (the PDF library is loaded here and now), answers, saved indexes. */
import { memory } from '@tensorflow/tfjs-core';
import { memoryDirectory } from '../../src/index.ts';
import {
  createKnowledgeBase,
  type HashedEmbedder,
  hashedEmbedder,
  loadKnowledgeBase,
  readDocuments,
} from '../../src/rag/index.ts';
import { assertEqual, type Check } from './check.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const FALLBACK = '没有找到。';

/** Every piece counts the same; good enough to tell shared words from others. */
function plainEmbedder(): HashedEmbedder {
  const [rows, dimensions] = [997, 16];
  const table = Float32Array.from({ length: rows * dimensions }, (_, i) => Math.sin(i * i));
  return hashedEmbedder('plain', { rows, dimensions, table, importance: new Float32Array(rows).fill(1) });
}

/** A PDF of one page with lines of Latin text, as small as the format allows. */
function tinyPdf(lines: readonly string[]): Uint8Array {
  const content = `BT /F1 12 Tf 14 TL 50 700 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const xref = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  return bytesOf(
    `${file}${xref}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}

const FILES = [
  { name: 'shop.md', bytes: bytesOf('# 云店\n\n## 退货\n\n自签收之日起七天内可以退货。运费由顾客承担。') },
  {
    name: 'gym.html',
    bytes: bytesOf('<h1>Gym &amp; pool</h1><p>A day pass costs 12 dollars.</p><p>Lockers are free.</p>'),
  },
  { name: 'inn.pdf', bytes: tinyPdf(['Breakfast is served', 'from seven to ten.']) },
  { name: 'broken.pdf', bytes: bytesOf('%PDF-1.4 nothing') },
];

export const ragChecks: readonly Check[] = [
  {
    title: 'markdown, HTML and PDF files become text, and a broken one an error of its own; the host stays as it was',
    async run() {
      const hadWindow = 'window' in globalThis;
      const { documents, errors } = await readDocuments(FILES);
      assertEqual(
        documents.map(({ title, text }) => [title, text]),
        [
          ['云店', '云店\n\n退货\n\n自签收之日起七天内可以退货。运费由顾客承担。'],
          ['Gym & pool', 'Gym & pool\n\nA day pass costs 12 dollars.\n\nLockers are free.'],
          ['inn', 'Breakfast is served from seven to ten.'],
        ],
        'texts',
      );
      assertEqual(
        errors.map(({ code, file }) => [code, file]),
        [['document', 'broken.pdf']],
        'errors',
      );
      assertEqual('window' in globalThis, hadWindow, 'a window, for which the PDF reader looks');
    },
  },
  {
    title: 'a knowledge base quotes with exact places or refuses, also after saving and loading, and makes no tensor',
    async run() {
      const before = memory().numTensors;
      const embedder = plainEmbedder();
      const made = await createKnowledgeBase({ embedder, fallback: FALLBACK });
      await made.add(await readDocuments(FILES));
      const directory = memoryDirectory();
      await made.save(directory);
      for (const kb of [made, await loadKnowledgeBase(directory, { embedder })]) {
        for (const [question, quote] of [
          ['How much does a day pass cost?', 'A day pass costs 12 dollars.'],
          ['退货期是几天？', '自签收之日起七天内可以退货。'],
          ['When is breakfast served?', 'Breakfast is served from seven to ten.'],
        ] as const) {
          const { sentences } = await kb.answer(question);
          const quotes = await Promise.all(
            sentences.flatMap(({ citations }) =>
              citations.map(async ({ document, start, end }) =>
                (await kb.findDocument(document))?.text.slice(start, end),
              ),
            ),
          );
          if (!quotes.includes(quote))
            throw new Error(`${question}: ${JSON.stringify(quotes)} lacks ${JSON.stringify(quote)}`);
        }
        assertEqual((await kb.answer('Who painted the ceiling?')).text, FALLBACK, 'a question without an answer');
      }
      assertEqual(memory().numTensors, before, 'tensors');
    },
  },
];
