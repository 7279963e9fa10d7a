/** What the setup of a test run tells its test files, by environment variables. */

/** `postgres` runs the whole suite there. */
export const TEST_ENGINE = 'GLASSBOX_TEST_ENGINE';
/** Where a Postgres is. */
export const TEST_URL = 'GLASSBOX_TEST_DATABASE_URL';
/** PGlite's dump of a migrated database, a file. */
export const TEMPLATE_FILE = 'GLASSBOX_TEST_TEMPLATE';
/** The migrated database on that Postgres. */
export const TEMPLATE_DATABASE = 'glassbox_test_template';
