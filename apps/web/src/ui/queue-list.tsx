import type { Owner } from '@baton/domain/evidence/team.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { urls } from '../urls.ts';
import { PageLink } from './page-link.tsx';
import { Swatch, teamName } from './team-chip.tsx';
import './queue-list.css';

interface QueueGroup {
  readonly cause: string;
  readonly label: string;
  readonly owner: Owner;
  readonly cells: number;
  readonly devices: number;
}

/** Who moves next, in words. */
export function movesNext(owner: Owner): string {
  if (owner === 'both') return 'both, together';
  return owner === 'none' ? 'nobody needs to move' : `${teamName(owner)} moves next`;
}

/** Causes as work: largest first, unexplained always last. */
export function QueueList({ groups, chosen }: { readonly groups: readonly QueueGroup[]; readonly chosen: string }) {
  return (
    <ul className="queue-list">
      {groups.map((group) => (
        <li key={group.cause}>
          <PageLink
            to={urls.disagreements({ cause: group.cause })}
            aria-current={group.cause === chosen ? 'true' : undefined}
            data-row
          >
            <Swatch owner={group.owner} />
            <span className="queue-name">{group.label}</span>
            <b>{formatCount(group.cells)}</b>
            <span className="queue-note">
              <span>{formatCounted(group.devices, 'device')}</span>
              <span>{movesNext(group.owner)}</span>
            </span>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
