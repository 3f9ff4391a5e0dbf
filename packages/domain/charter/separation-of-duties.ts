import type { Doer } from '../relay/doer.ts';

/**
 * One who can be held to a duty: "person:ID" or "key:ID". A person's key counts as the person as well, so that nobody
 * deploys by key and verifies by hand.
 */
export type Principal = `person:${string}` | `key:${string}`;

/** Everyone whom an act of this doer is put down to; nobody for the system and for devices, which act on orders. */
export function principalsOf(doer: Doer): readonly Principal[] {
  switch (doer.kind) {
    case 'person':
      return [`person:${doer.id}`];
    case 'key':
      return doer.personId === null ? [`key:${doer.id}`] : [`key:${doer.id}`, `person:${doer.personId}`];
    case 'device':
    case 'system':
      return [];
  }
}

/** Whether the doer, or the person behind the doer's key, is among those who deployed. Such a one cannot verify, on any path. */
export function hasDeployed(doer: Doer, deployers: ReadonlySet<Principal>): boolean {
  return principalsOf(doer).some((principal) => deployers.has(principal));
}
