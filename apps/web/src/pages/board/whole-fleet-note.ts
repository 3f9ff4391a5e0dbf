import { useHeldView } from '../../held-view.ts';

/** What a part of the board says that speaks of remediations: these are of the whole fleet and of now, whatever is chosen. */
export function useWholeFleetNote(): string | undefined {
  const { scope, day } = useHeldView();
  if (scope && day) return 'all devices, now';
  return scope ? 'all devices' : day ? 'now' : undefined;
}
