/**
 * Seeded randomness without Node or a browser: the same text always draws the same. What is drawn here is an order or
 * a choice among equals, never a secret, so a small fast generator is enough.
 */

/** Returns numbers of 0..1 (1 excluded), decided by the text alone. */
export type Random = () => number;

/** Returns a generator (cyrb128 into sfc32) that this text seeds. */
export function seededRandom(seed: string): Random {
  let [a, b, c, d] = hash128(seed);
  return () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
}

/** Returns a copy in a random order; every order is equally likely (Fisher–Yates). */
export function shuffle<Item>(list: readonly Item[], random: Random): Item[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const chosen = Math.floor(random() * (last + 1));
    const [left, right] = [copy[last] as Item, copy[chosen] as Item]; // both are within the list
    copy[last] = right;
    copy[chosen] = left;
  }
  return copy;
}

function hash128(text: string): [number, number, number, number] {
  let [h1, h2, h3, h4] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    h1 = h2 ^ Math.imul(h1 ^ unit, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ unit, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ unit, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ unit, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}
