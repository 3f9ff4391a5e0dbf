import type { Team } from '@baton/domain/evidence/team.ts';
import type { KeptEvent } from '@baton/store/relay/history.ts';

/** An emergency as its history tells it. */
export interface DeclaredEmergency {
  readonly at: string;
  readonly by: string;
  /** In the order in which they were given, at most one of each team. */
  readonly approvals: readonly { readonly team: Team; readonly by: string; readonly at: string }[];
}

/** The emergency that an entry declared, with what was approved of it until another was declared; null where it declared none. */
export function emergencyDeclaredBy(history: readonly KeptEvent[], seq: number): DeclaredEmergency | null {
  const [declared, ...after] = history.slice(history.findIndex((event) => event.seq === seq));
  if (declared?.act !== 'emergency') return null;
  const next = after.findIndex(({ act }) => act === 'emergency');
  return {
    at: declared.at,
    by: declared.byName,
    approvals: (next < 0 ? after : after.slice(0, next)).flatMap(({ act, by, byName, at }) =>
      act === 'approve-emergency' && by.kind === 'person' ? [{ team: by.team, by: byName, at }] : [],
    ),
  };
}
