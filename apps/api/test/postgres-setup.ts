/**
 * One Postgres for the whole test run: the one at GLASSBOX_TEST_DATABASE_URL, else a temporary cluster made with
 * Debian's binaries. Test files learn its address from that same variable.
 */
import { startCluster, whyNoCluster } from '../scripts/postgres-cluster.ts';

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.GLASSBOX_TEST_DATABASE_URL || whyNoCluster() !== undefined) return undefined;
  const cluster = await startCluster();
  process.env.GLASSBOX_TEST_DATABASE_URL = cluster.url;
  return cluster.stop;
}
