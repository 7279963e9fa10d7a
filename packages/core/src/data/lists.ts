/** Lists of different lengths as one list and their lengths, the form in which files keep them. */

/** Returns all lists, one after another. */
export function joinLists(lists: readonly ArrayLike<number>[]): Int32Array {
  const joined = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const list of lists) {
    joined.set(list, place);
    place += list.length;
  }
  return joined;
}

/** Returns the lists of the given lengths again, as views. */
export function splitLists(joined: Int32Array, lengths: Int32Array): Int32Array[] {
  let place = 0;
  return Array.from(lengths, (length) => {
    place += length;
    return joined.subarray(place - length, place);
  });
}
