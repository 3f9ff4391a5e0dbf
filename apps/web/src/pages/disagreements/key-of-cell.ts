import type { WorkCell } from '@baton/contract/disagreements.ts';

/** What a cell is known by among the chosen. */
export function keyOfCell({ deviceId, fix }: Pick<WorkCell, 'deviceId' | 'fix'>): string {
  return `${deviceId} ${fix}`;
}
