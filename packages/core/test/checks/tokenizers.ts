/** Tokenizers need no backend, but every host's own regular expressions, text decoders and modules. */
import { streamDecoder, tokenizerFromJson, trainBpe } from '../../src/index.ts';
import { NASTY_STRINGS } from '../nasty-strings.ts';
import { assertEqual, type Check } from './check.ts';

const TEXT = Object.values(NASTY_STRINGS).join('\n');

export const tokenizerChecks: readonly Check[] = [
  {
    title: 'byte-level BPE brings every nasty text back',
    run: async () => {
      const tokenizer = trainBpe(TEXT, { vocabSize: 320 });
      const library = tokenizerFromJson({
        ...tokenizer.toJson(),
        post_processor: { type: 'Sequence', processors: [] },
      });
      for (const [name, text] of Object.entries(NASTY_STRINGS)) {
        const tokenIds = tokenizer.encode(text);
        const decoder = streamDecoder(tokenizer);
        const parts = [...Array.from(tokenIds, (id) => decoder.push(id)), decoder.end()];
        assertEqual(parts.join(''), text, name);
        assertEqual([...library.encode(text)].join(), [...tokenIds].join(), name);
      }
    },
  },
];
