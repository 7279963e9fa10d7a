/**
 * Every table of the database, for PGlite and Postgres alike. The SQL in `migrations/` is made from these files by
 * `pnpm db:generate` and committed. Queries live in one module per table beside this one. A file under `tables/` takes
 * `learner` and its like from `tables/core.ts`: importing this file there would be a cycle.
 */
export * from './tables/accounts.ts';
export * from './tables/ask.ts';
export * from './tables/auth.ts';
export * from './tables/authoring.ts';
export * from './tables/core.ts';
export * from './tables/experiments.ts';
export * from './tables/instructors.ts';
export * from './tables/mechanics.ts';
export * from './tables/progress.ts';
