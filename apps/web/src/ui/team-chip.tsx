import type { Owner } from '@baton/domain/evidence/team.ts';
import type { ReactNode } from 'react';
import '@baton/presentation/chips.css';

const TEAM_NAMES: Record<Owner, string> = { it: 'IT', infosec: 'InfoSec', both: 'Both', none: 'Nobody' };

/** The name of a team as people read it: "IT", "InfoSec", "Both". */
export function teamName(owner: Owner): string {
  return TEAM_NAMES[owner];
}

/** Solid blue, hatched copper or crossed grey: the sign of a team wherever the word stands beside it. */
export function Swatch({ owner }: { readonly owner: Owner }) {
  return <i className={`swatch ${owner}`} aria-hidden="true" />;
}

/**
 * Swatch and team. In a table it may carry the leg instead ("verify"); its accessible name is then "verify, InfoSec".
 */
export function TeamChip({ owner, children }: { readonly owner: Owner; readonly children?: ReactNode }) {
  return (
    <span className={`team ${owner}`}>
      <Swatch owner={owner} />
      {children ?? teamName(owner)}
      {children === undefined ? null : <span className="unseen">, {teamName(owner)}</span>}
    </span>
  );
}
