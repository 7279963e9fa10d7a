/** The densities of the sweep: closer together where jams begin. On its own, so that the page can count them without core. */
export const SWEPT_DENSITIES: readonly number[] = [
  ...[0.02, 0.04, 0.06, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14, 0.16],
  ...[0.18, 0.2, 0.22, 0.25, 0.28, 0.31, 0.35, 0.4, 0.45, 0.5],
];
