/**
 * A connection that gives every statement a name, so that Postgres reads and plans it once per connection and not at every use.
 * drizzle builds the same text for the same query, with its values apart; the text is what the name stands for.
 *
 * It also sends statements without waiting for the answers to those before them (pg's pipeline mode): what a service asks for
 * with `Promise.all` takes one round trip. Postgres still runs them one after the other, in the order they were asked.
 */
import type { Socket } from 'node:net';
import pg from 'pg';

/** Lists of changing length make ever new texts: beyond so many, and beyond such a length, statements stay without a name. */
const MAX_NAMES = 1_000;
const MAX_CHARACTERS = 8_000;

const names = new Map<string, string>();

export class NamingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super({
      ...(typeof config === 'string' ? { connectionString: config } : config),
      pipeline: true,
    } as pg.ClientConfig);
  }

  // One signature for pg's many: each of them takes the statement first.
  override query(...given: unknown[]): never {
    const [statement, ...rest] = given;
    this.#gather();
    const sent = Reflect.apply(super.query, this, [isUnnamed(statement) ? named(statement) : statement, ...rest]);
    return (beginsTransaction(statement, rest) ? withoutWaiting(sent as unknown as Promise<unknown>) : sent) as never;
  }

  /** What is asked in one go leaves in one write, which costs a fraction of many. */
  #gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    if (stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}

/** drizzle's way of beginning one; what a transaction does comes from it, too, and awaits its own answer. */
function beginsTransaction(statement: unknown, rest: readonly unknown[]): boolean {
  return isUnnamed(statement) && statement.text.startsWith('begin') && !rest.some((each) => typeof each === 'function');
}

/**
 * A transaction begins in the same round trip as its first statement. Only a broken connection can refuse to begin one, and then
 * that statement fails as well.
 */
function withoutWaiting(sent: Promise<unknown>): Promise<{ rows: [] }> {
  sent.catch(() => undefined);
  return Promise.resolve({ rows: [] });
}

interface Unnamed {
  text: string;
  name?: undefined;
}

/** What drizzle sends: text and options in an object. Plain strings (begin, commit) may hold several statements and stay as they are. */
function isUnnamed(statement: unknown): statement is Unnamed {
  if (typeof statement !== 'object' || statement === null) return false;
  return 'text' in statement && typeof statement.text === 'string' && !('name' in statement && statement.name);
}

function named(statement: Unnamed): pg.QueryConfig {
  const name = nameOf(statement.text);
  return name === undefined ? statement : { ...statement, name };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_NAMES || text.length > MAX_CHARACTERS) return known;
  const name = `glassbox_${names.size}`;
  names.set(text, name);
  return name;
}
