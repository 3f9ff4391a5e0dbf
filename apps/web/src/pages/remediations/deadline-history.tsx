import { listDeadlines } from '@baton/contract/service-levels.ts';
import { formatStamp } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { useNow } from '../../ui/use-now.ts';

interface DeadlineHistoryProps {
  readonly remediationId: string;
  readonly timeZone: string;
}

/** Every deadline that this remediation has had, newest first: when it moved, why, from when to when, by which policy. */
export function DeadlineHistory({ remediationId, timeZone }: DeadlineHistoryProps) {
  const now = useNow();
  const changes = useRead(listDeadlines, { params: { remediationId } }).data?.rows ?? [];
  if (changes.length < 2) return null;
  const at = (time: string | null) => (time === null ? 'no deadline' : formatStamp(time, now, timeZone));
  return (
    <details className="deadline-history">
      <summary>Why it is due then: it moved {changes.length - 1}×</summary>
      <ol>
        {changes.map((change, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever added, and two may be of one moment
          <li key={changes.length - index}>
            <span className="faint">{formatStamp(change.at, now, timeZone)}</span> {change.why}
            <br />
            <span className="quiet">
              {change.event === 'opened' ? '' : `${at(change.fromDueAt)} → `}
              {at(change.toDueAt)}, {change.policy.name}
              {change.policy.version === 0 ? ' as it ships' : `, version ${change.policy.version}`}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
