/** The map as a grid of places, for the colour behind the samples. */

export const GRID = 40;

/** Returns the middles of GRID × GRID cells, [cells, 2], top row first, from −reach to reach both ways. */
export function gridPlaces(reach: number): Float64Array {
  const places = new Float64Array(2 * GRID ** 2);
  for (let cell = 0; cell < GRID ** 2; cell++) {
    const [row, column] = [Math.floor(cell / GRID), cell % GRID];
    places[2 * cell] = reach * ((2 * (column + 0.5)) / GRID - 1);
    places[2 * cell + 1] = reach * (1 - (2 * (row + 0.5)) / GRID);
  }
  return places;
}
