/**
 * A corpus on which a model can only memorise: one stanza again and again to train on, many others to be tested on.
 * The split of `batches` cuts at a share of the tokens, so the two parts are sized to meet at that cut.
 */

/** The share at the end of a text that `batches` keeps for validation unless told otherwise. */
export const VALIDATION_SHARE = 0.1;
const OTHER_STANZAS = 60;

export interface OneStanza {
  text: string;
  validationFraction: number;
}

/** Repeats the first stanza (or speech) of a corpus in front of the sixty that follow it. */
export function oneStanzaCorpus(corpus: string): OneStanza {
  const stanzas = corpus.split(/\n{2,}/u).filter((stanza) => stanza.trim() !== '');
  const [first = '', ...rest] = stanzas;
  const others = rest.slice(0, OTHER_STANZAS).join('\n\n');
  const repeated = `${first}\n\n`;
  const times = Math.ceil((others.length * (1 - VALIDATION_SHARE)) / VALIDATION_SHARE / repeated.length);
  const training = repeated.repeat(times);
  return { text: training + others, validationFraction: others.length / (training.length + others.length) };
}
