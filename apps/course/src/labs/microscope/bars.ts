/** A vector as one SVG path of bars. Pure. */

/** The idea a row of bars stands for; see the design language. */
export type Tone = 'query' | 'key' | 'value' | 'token' | 'plain' | 'sum';

interface BarSizes {
  /** The number whose bar reaches from the middle to the edge. */
  most: number;
  /** Of a bar with its gap. */
  width: number;
  height: number;
}

/** Share of a bar's width that stays empty. */
const GAP = 0.2;

/** Returns one closed box per number, from the middle up or down. */
export function barsPath(values: Float32Array, { most, width, height }: BarSizes): string {
  const middle = height / 2;
  const side = (width * GAP) / 2;
  return Array.from(values, (value, at) => {
    const length = most > 0 ? (-value / most) * middle : 0;
    return `M${at * width + side} ${middle}v${length.toFixed(2)}h${width - 2 * side}V${middle}z`;
  }).join('');
}
