/**
 * Statements that are sent without waiting for each other. On Postgres they take one round trip and run one after the other, in
 * the order in which they were asked for: each sees what those before it did, and waits for the locks they took.
 */

/**
 * Returns what all of them returned. When one fails, its error is thrown only after the last one has ended: nothing of a
 * transaction may be on its way when it is rolled back.
 */
export async function together<Results extends readonly unknown[]>(
  ...statements: { [Index in keyof Results]: Promise<Results[Index]> }
): Promise<Results> {
  const settled = await Promise.allSettled(statements);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as Results;
}
