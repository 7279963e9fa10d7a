/** Calls across a thread boundary, both ways: a name, arguments that can be cloned, and one answer or error. */

/** What is used of `Worker` and of `parentPort`. */
export interface Channel {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** What the other side may call. */
export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface Rpc {
  /** Resolves to what the other side's handler returned; rejects with an Error of its message. */
  call<Result>(method: string, args: readonly unknown[]): Promise<Result>;
  /** Rejects every call under way: the other side is gone. */
  fail(error: Error): void;
}

type Message =
  | { type: 'call'; id: number; method: string; args: unknown[] }
  | { type: 'result'; id: number; result: unknown }
  | { type: 'error'; id: number; message: string; code: string | undefined };

/** An error of the other side: its message and, where it had one, its code. */
class RemoteError extends Error {
  override readonly name = 'RemoteError';
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

/** Connects this side of a channel. */
export function connectRpc(channel: Channel, handlers: Handlers): Rpc {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;

  channel.on('message', (raw) => {
    const message = raw as Message;
    if (message.type === 'call') return void answer(message);
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === 'result') call?.resolve(message.result);
    else call?.reject(new RemoteError(message.message, message.code));
  });

  return {
    call<Result>(method: string, args: readonly unknown[]): Promise<Result> {
      const id = ++lastId;
      const call = Promise.withResolvers<unknown>();
      waiting.set(id, call);
      channel.postMessage({ type: 'call', id, method, args: [...args] } satisfies Message);
      return call.promise as Promise<Result>;
    },
    fail(error) {
      for (const call of waiting.values()) call.reject(error);
      waiting.clear();
    },
  };

  async function answer({ id, method, args }: Extract<Message, { type: 'call' }>): Promise<void> {
    try {
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (!handler)
        throw new TypeError(`rpc: ${method} was called; one of ${Object.keys(handlers).join(', ')} was needed.`);
      const result = await handler(...(args as never[]));
      channel.postMessage({ type: 'result', id, result } satisfies Message);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      channel.postMessage({ type: 'error', id, message, code } satisfies Message);
    }
  }
}
