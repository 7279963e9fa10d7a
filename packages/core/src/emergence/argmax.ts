/** Returns the index of the largest value; the first, if several are equal. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) {
    if ((values[index] ?? Number.NaN) > (values[best] ?? Number.NaN)) best = index;
  }
  return best;
}
