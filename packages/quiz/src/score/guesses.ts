/** Every answer a form allows, for the score that guessing earns. */

/** Above this many nothing is enumerated; seven items in order make 5,040. */
const MAX_ANSWERS = 6_000;

/** Returns every choice of at least one; `undefined` when there are too many. */
export function allSubsets(ids: readonly string[]): string[][] | undefined {
  if (2 ** ids.length > MAX_ANSWERS) return undefined;
  return Array.from({ length: 2 ** ids.length - 1 }, (_, index) => ids.filter((_id, bit) => ((index + 1) >> bit) & 1));
}

/** Returns every order; `undefined` when there are too many. */
export function allOrders(ids: readonly string[]): string[][] | undefined {
  const many = ids.reduce((product, _id, index) => product * (index + 1), 1);
  if (many > MAX_ANSWERS) return undefined;
  if (ids.length <= 1) return [[...ids]];
  return ids.flatMap((first) => (allOrders(ids.filter((id) => id !== first)) ?? []).map((rest) => [first, ...rest]));
}

/** Returns every way to give each item one of the groups; `undefined` when there are too many. */
export function allAssignments(items: readonly string[], groups: readonly string[]): string[][] | undefined {
  const count = groups.length ** items.length;
  if (count > MAX_ANSWERS) return undefined;
  return Array.from({ length: count }, (_, index) =>
    items.map((_item, place) => groups[Math.floor(index / groups.length ** place) % groups.length] ?? ''),
  );
}
