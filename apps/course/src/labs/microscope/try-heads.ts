/** The text read without each head in turn. */
import type { MicroscopeConnection } from './connect.ts';
import type { HeadCost } from './contract.ts';

interface Try {
  text: string;
  signal: AbortSignal;
  /** Told the costs so far after each head. */
  told: (costs: readonly HeadCost[]) => void;
}

/**
 * Resolves to the text's cost with every head on, or undefined when the try was aborted: from then on nothing is told, though
 * the worker still answers for the head it was at. Rejects as the call does.
 */
export async function tryHeads(
  connection: Pick<MicroscopeConnection, 'call'>,
  { text, signal, told }: Try,
): Promise<number | undefined> {
  let costs: readonly HeadCost[] = [];
  const onEvent = (cost: HeadCost) => {
    if (signal.aborted) return;
    costs = [...costs, cost];
    told(costs);
  };
  const { all } = await connection.call('headsInTurn', { text }, { signal, onEvent });
  return signal.aborted ? undefined : all;
}
