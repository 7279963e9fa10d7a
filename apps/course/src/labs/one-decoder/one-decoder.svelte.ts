/** The state of the lab: four models, what each has made, and which is writing. */
import type { BackendInfo } from '@glassbox/core';
import type { Locale } from '@glassbox/quiz';
import { GuardedCalls } from '../parts/guarded-calls.svelte.ts';
import type { BackendChoice } from '../worker/contract.ts';
import { type OneDecoderChoices, requestOf } from './choices.ts';
import { connectOneDecoder } from './connect.ts';
import {
  KINDS,
  type Kind,
  type ModelShape,
  type PieceEnd,
  type PieceRequest,
  type SeenToken,
  type Shown,
} from './contract.ts';

export interface Piece {
  request: PieceRequest;
  tokens: readonly SeenToken[];
  shown: Shown;
  /** Once it is finished or was stopped. */
  end?: PieceEnd;
}

export class OneDecoder extends GuardedCalls {
  backend = $state.raw<BackendInfo>();
  shapes = $state.raw<Partial<Record<Kind, ModelShape>>>({});
  pieces = $state.raw<Partial<Record<Kind, Piece>>>({});
  /** The kind at work, or about to be. */
  making = $state<Kind>();
  /** Another kind's numbers, read with this one's vocabulary. */
  misread = $state.raw<{ from: Kind; as: Kind; shown: Shown }>();
  readonly #connection = connectOneDecoder();
  readonly #locale: Locale;
  #stop: AbortController | undefined;

  constructor(locale: Locale) {
    super();
    this.#locale = locale;
  }

  /** Makes one piece of each kind asked for. Resolves to whether all were finished. */
  async make(kinds: readonly Kind[], choices: OneDecoderChoices): Promise<boolean> {
    if (this.making) return false;
    const stop = new AbortController();
    this.#stop = stop;
    this.misread = undefined;
    this.pieces = Object.fromEntries(Object.entries(this.pieces).filter(([kind]) => !kinds.includes(kind as Kind)));
    this.making = kinds[0];
    let finished = 0;
    await this.guarded(async () => {
      await this.#ready(choices.backend);
      for (const kind of kinds) {
        if (stop.signal.aborted) break;
        this.making = kind;
        const end = await this.#makeOne(requestOf(kind, choices), stop.signal);
        if (end.ended !== 'aborted') finished++;
      }
    });
    this.making = undefined;
    return finished === kinds.length;
  }

  cancel(): void {
    this.#stop?.abort();
  }

  async readAs(from: Kind, as: Kind): Promise<void> {
    const tokenIds = this.pieces[from]?.tokens.map(({ id }) => id);
    if (!tokenIds) return;
    await this.guarded(async () => {
      const shown = await this.#connection.call('readAs', { tokenIds, kind: as, locale: this.#locale });
      this.misread = { from, as, shown };
    });
  }

  get complete(): boolean {
    return KINDS.every((kind) => this.pieces[kind]?.end && this.pieces[kind].end.ended !== 'aborted');
  }

  close(): void {
    this.#connection.close();
  }

  async #makeOne(request: PieceRequest, signal: AbortSignal): Promise<PieceEnd> {
    const { kind } = request;
    const shape = await this.#connection.call('open', { kind, locale: this.#locale });
    this.shapes = { ...this.shapes, [kind]: shape };
    const piece: Piece = { request, tokens: [], shown: { as: 'text', text: '' } };
    const end = await this.#connection.call('make', request, {
      signal,
      onEvent: ({ tokens, shown }) => {
        const before = this.pieces[kind] ?? piece;
        this.pieces = { ...this.pieces, [kind]: { ...before, tokens: [...before.tokens, ...tokens], shown } };
      },
    });
    this.pieces = { ...this.pieces, [kind]: { ...(this.pieces[kind] ?? piece), end } };
    return end;
  }

  #ready(backend: BackendChoice): Promise<void> {
    return this.openedOn(backend, async () => {
      this.backend = await this.#connection.call('selectBackend', { prefer: backend });
    });
  }
}
