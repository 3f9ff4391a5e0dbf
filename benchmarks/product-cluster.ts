import { memorySettings } from '@baton/store/embedded/memory-settings.ts';
import { startTestCluster, type TestCluster } from '@baton/store/testing/test-cluster.ts';

/**
 * A PostgreSQL for one benchmark, with the memory that the embedded one takes on this machine and its pauses between clearing up.
 * Like every test's it does not wait for the disk, so that figures are of the work and not of the disk's cache.
 */
export function startProductCluster(): Promise<TestCluster> {
  return startTestCluster({ ...memorySettings(), autovacuum_naptime: '1min' });
}
