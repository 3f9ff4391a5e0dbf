import type { Owner } from '@baton/domain/evidence/team.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { Clock } from './clock.tsx';
import { PageLink } from './page-link.tsx';
import { Swatch, teamName } from './team-chip.tsx';
import './queue-list.css';

export interface QueueGroup {
  readonly key: string;
  readonly label: string;
  readonly owner: Owner;
  readonly cells: number;
  readonly overdue: number;
  /** What its name does not say, beside it. */
  readonly beside?: string | undefined;
  /** How much it is besides its cells, under its name. */
  readonly under?: string | undefined;
  /** The cell that is due first. */
  readonly oldest: { readonly since: string; readonly dueAt: string } | null;
}

/** Who moves next, in words. */
export function movesNext(owner: Owner): string {
  if (owner === 'both') return 'both, together';
  return owner === 'none' ? 'nobody needs to move' : `${teamName(owner)} moves next`;
}

interface QueueListProps {
  readonly groups: readonly QueueGroup[];
  readonly chosen: string;
  readonly urlOf: (key: string) => string;
  /** Groups known by what a machine wrote: devices, fixes, numbers of checks. */
  readonly machine?: boolean;
}

/** Groups of cells as work, in the order in which they were given. */
export function QueueList({ groups, chosen, urlOf, machine = false }: QueueListProps) {
  return (
    <ul className="queue-list">
      {groups.map((group) => (
        <li key={group.key}>
          <PageLink to={urlOf(group.key)} aria-current={group.key === chosen ? 'true' : undefined} data-row>
            <Swatch owner={group.owner} />
            <span className="queue-name">
              <span className={machine ? 'machine' : undefined}>{group.label}</span>
              {group.beside === undefined ? null : <span className="queue-beside">{group.beside}</span>}
            </span>
            <b>{formatCount(group.cells)}</b>
            <span className="queue-note">
              {group.under === undefined ? null : <span>{group.under}</span>}
              <span>{movesNext(group.owner)}</span>
              <span className="space" />
              <QueueClock group={group} />
            </span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}

/** How many are overdue; where none is, the clock of the one that is due first. */
function QueueClock({ group: { overdue, oldest } }: { readonly group: QueueGroup }) {
  if (oldest === null) return null;
  if (overdue > 0) return <span className="clock over">{formatCount(overdue)} overdue</span>;
  return <Clock startedAt={oldest.since} dueAt={oldest.dueAt} suffix="left" />;
}
