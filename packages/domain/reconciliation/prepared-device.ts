import type { DeviceCase } from './device-case.ts';
import type { RequiredFix } from './required-fix.ts';

/** A device with the fixes that it needs: ready to teach the fleet, then to be judged. */
export interface PreparedDevice {
  readonly device: DeviceCase;
  readonly fixes: readonly RequiredFix[];
}
