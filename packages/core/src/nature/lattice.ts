/**
 * The lattice of the vortex: nine directions, what an even mix of particles is, how particles share their motion and how
 * they hop. D2Q9 with one relaxation time.
 *
 * @see Qian, d'Humières & Lallemand 1992; Krüger et al. 2017, The Lattice Boltzmann Method, sections 3.4 and 5.3.3
 */

/** What the lattice knows of a fluid; lists are as long as there are cells, `particles` nine times that. */
interface Fluid {
  readonly particles: Float64Array;
  readonly solid: Uint8Array;
  readonly density: Float64Array;
  readonly along: Float64Array;
  readonly across: Float64Array;
}

/** Where particles of each direction go per step: (x, y). */
export const DIRECTIONS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;
const STEPS_ALONG = Float64Array.from(DIRECTIONS, ([along]) => along);
const STEPS_ACROSS = Float64Array.from(DIRECTIONS, ([, across]) => across);
const WEIGHTS = Float64Array.of(4 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 9, 1 / 36, 1 / 36, 1 / 36, 1 / 36);
/** The direction straight back. */
const OPPOSITE = Float64Array.of(0, 3, 4, 1, 2, 7, 8, 5, 6);
/** fᵢᵉ = wᵢ·ρ·(1 + 3·cᵢ·u + 9/2·(cᵢ·u)² − 3/2·u²) */
export function equilibrium(direction: number, density: number, along: number, across: number): number {
  const towards = at(STEPS_ALONG, direction) * along + at(STEPS_ACROSS, direction) * across;
  const squared = along * along + across * across;
  return at(WEIGHTS, direction) * density * (1 + 3 * towards + 4.5 * towards * towards - 1.5 * squared);
}

/** The even mix of density 1 at given velocities, [9·cells]. */
export function mixOf(
  cells: number,
  velocity: (cell: number) => readonly [along: number, across: number],
): Float64Array {
  const particles = new Float64Array(DIRECTIONS.length * cells);
  for (let cell = 0; cell < cells; cell++) {
    const [along, across] = velocity(cell);
    for (let direction = 0; direction < DIRECTIONS.length; direction++) {
      particles[direction * cells + cell] = equilibrium(direction, 1, along, across);
    }
  }
  return particles;
}

/** fᵢ ← fᵢ + (fᵢᵉ − fᵢ)/τ with τ = 3ν + ½, outside the post. */
export function collide({ particles, solid, density, along, across }: Fluid, viscosity: number): Float64Array {
  const rate = 1 / (3 * viscosity + 0.5);
  const cells = solid.length;
  const result = particles.slice();
  for (let direction = 0; direction < DIRECTIONS.length; direction++) {
    for (let cell = 0; cell < cells; cell++) {
      if (solid[cell] === 1) continue;
      const now = at(particles, direction * cells + cell);
      const even = equilibrium(direction, at(density, cell), at(along, cell), at(across, cell));
      result[direction * cells + cell] = now + rate * (even - now);
    }
  }
  return result;
}

/** Every particle hops; one that would enter the post comes back to where it was, turned round. */
export function stream(
  particles: Float64Array,
  { solid, width, height }: { readonly solid: Uint8Array; readonly width: number; readonly height: number },
): Float64Array {
  const cells = width * height;
  const result = new Float64Array(particles.length);
  for (let direction = 0; direction < DIRECTIONS.length; direction++) {
    const [cx, cy] = [at(STEPS_ALONG, direction), at(STEPS_ACROSS, direction)];
    const back = at(OPPOSITE, direction) * cells;
    for (let y = 0; y < height; y++) {
      const fromRow = ((y - cy + height) % height) * width;
      for (let x = 0; x < width; x++) {
        const from = fromRow + ((x - cx + width) % width);
        const cell = y * width + x;
        result[direction * cells + cell] =
          solid[from] === 1 ? at(particles, back + cell) : at(particles, direction * cells + from);
      }
    }
  }
  return result;
}

/** Returns ρ = Σ fᵢ and u = Σ fᵢ·cᵢ/ρ of every cell; u is 0 in the post. */
export function momentsOf(particles: Float64Array, solid: Uint8Array): Pick<Fluid, 'density' | 'along' | 'across'> {
  const cells = solid.length;
  const [density, along, across] = [new Float64Array(cells), new Float64Array(cells), new Float64Array(cells)];
  for (let direction = 0; direction < DIRECTIONS.length; direction++) {
    const [cx, cy] = [at(STEPS_ALONG, direction), at(STEPS_ACROSS, direction)];
    for (let cell = 0; cell < cells; cell++) {
      const amount = at(particles, direction * cells + cell);
      density[cell] = at(density, cell) + amount;
      along[cell] = at(along, cell) + cx * amount;
      across[cell] = at(across, cell) + cy * amount;
    }
  }
  for (let cell = 0; cell < cells; cell++) {
    const share = solid[cell] === 1 ? 0 : 1 / at(density, cell);
    along[cell] = at(along, cell) * share;
    across[cell] = at(across, cell) * share;
  }
  return { density, along, across };
}

function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
