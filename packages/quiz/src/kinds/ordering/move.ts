/** Moving one thing in a list. */

/** Returns the list with the item at `from` moved to `to`; both 0-based; `to` is kept inside the list. */
export function move<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(Math.max(0, Math.min(to, next.length)), 0, item);
  return next;
}

/** Returns the place, 0-based, that a pointer at height `y` means among rows with these tops and heights. */
export function placeAt(y: number, rows: readonly { top: number; height: number }[]): number {
  const above = rows.filter(({ top, height }) => y > top + height / 2).length;
  return Math.min(above, rows.length - 1);
}
