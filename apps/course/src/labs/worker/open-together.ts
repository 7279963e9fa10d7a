/** Several models opened for one thing, of which all are kept or none. */

/** Waits for one of them and remembers how it is freed. */
export type Keep = <Opened>(opening: Promise<Opened>, dispose: (opened: Opened) => void) => Promise<Opened>;

/**
 * Resolves to what `open` makes; from then on that owns what was kept. When one of the openings or anything after them fails,
 * whatever has opened is disposed, and what is still on its way is disposed when it arrives; throws what failed first.
 */
export async function openTogether<T>(open: (keep: Keep) => Promise<T>): Promise<T> {
  const frees: (() => void)[] = [];
  let failed = false;
  const keep: Keep = async (opening, dispose) => {
    const opened = await opening;
    if (failed) dispose(opened);
    else frees.push(() => dispose(opened));
    return opened;
  };
  try {
    return await open(keep);
  } catch (error) {
    failed = true;
    for (const free of frees) free();
    throw error;
  }
}
