import { downloadAttachment, readTimeline } from '@baton/contract/remediation-acts.ts';
import type { ActivityEntry, RemediationDetail } from '@baton/contract/remediations.ts';
import { formatBytes, formatCounted, formatStamp } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { addressOf } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { Swatch } from '../../ui/team-chip.tsx';
import { useNow } from '../../ui/use-now.ts';
import { urls } from '../../urls.ts';

type Shown = Pick<ActivityEntry, 'at' | 'sentence' | 'note' | 'attachment' | 'other'> & {
  readonly by: { readonly team: ActivityEntry['by']['team'] };
};

/** What happened, newest first; on request everything: deadlines that moved, pauses and requests among the acts. */
export function ActivityPanel({ remediation }: { readonly remediation: RemediationDetail }) {
  const { rows, total } = remediation.activity;
  const [all, setAll] = useState(false);
  const full = useRead(readTimeline, {
    params: { remediationId: remediation.id },
    query: { pageSize: 500 },
    enabled: all,
  });
  const shown: readonly Shown[] = all ? (full.data?.rows ?? rows) : rows;
  const count = all && full.data ? full.data.total : total;
  return (
    <Panel title="Activity" aside={<span className="faint small">{formatCounted(count, 'entry', 'entries')}</span>}>
      <ol className="activity">
        {shown.map((entry) => (
          <Entry key={`${entry.at} ${entry.sentence}`} entry={entry} />
        ))}
      </ol>
      <div className="panel-body">
        <Button onClick={() => setAll(!all)} busy={all && full.isFetching} aria-pressed={all}>
          {all ? 'Show the newest acts' : 'Show everything'}
        </Button>
      </div>
    </Panel>
  );
}

function Entry({ entry }: { readonly entry: Shown }) {
  const now = useNow();
  return (
    <li>
      <span className="faint">
        <Stamp at={entry.at} />
      </span>
      <Swatch owner={entry.by.team ?? 'none'} />
      <span title={`${entry.sentence}, ${formatStamp(entry.at, now)}`}>
        {entry.sentence}
        {entry.attachment ? (
          <>
            {' '}
            <a
              className="link"
              href={addressOf(downloadAttachment, { params: { attachmentId: entry.attachment.id } })}
              download={entry.attachment.name}
            >
              save it, {formatBytes(entry.attachment.bytes)}
            </a>
          </>
        ) : null}
        {entry.other ? (
          <>
            {' '}
            <PageLink className="link" to={urls.remediation(entry.other.id)}>
              open the other
            </PageLink>
          </>
        ) : null}
        {entry.note ? <q className="quiet">{entry.note}</q> : null}
      </span>
    </li>
  );
}
