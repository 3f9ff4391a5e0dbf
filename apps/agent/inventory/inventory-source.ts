import type { Inventory } from '@baton/domain/inventory/inventory.ts';

/**
 * One place from which facts of the device are read: dpkg's database, the process table, the registry. Windows and rpm
 * come as further sources behind this interface.
 */
export interface InventorySource {
  readonly id: string;
  /** What it gives; for each fact the first source that applies is asked. */
  readonly gives: keyof Inventory;
  /** Whether this device has such a place at all. */
  applies(device: DeviceView): Promise<boolean>;
  /**
   * Reads its facts; `known` holds what sources before it gave.
   *
   * @throws where the place is there and cannot be read: no facts are better than wrong ones.
   */
  read(device: DeviceView, known: Partial<Inventory>): Promise<Partial<Inventory>>;
}

/** How sources see the device. */
export interface DeviceView {
  /** "/" on a device; another folder only in tests. */
  readonly root: string;
  /** Kept between gatherings, so that what is costly or jitters is read once. */
  readonly memory: Map<string, unknown>;
}
