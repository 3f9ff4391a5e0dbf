import { type ActivityEntry, listActivity, type RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCounted, formatStamp } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { Swatch } from '../../ui/team-chip.tsx';
import { useNow } from '../../ui/use-now.ts';

/** Everything that happened, newest first. */
export function ActivityPanel({ remediation }: { readonly remediation: RemediationDetail }) {
  const { rows, total } = remediation.activity;
  const [all, setAll] = useState(false);
  const full = useRead(listActivity, {
    params: { remediationId: remediation.id },
    query: { pageSize: 500 },
    enabled: all,
  });
  const shown = all ? (full.data?.rows ?? rows) : rows;
  return (
    <Panel title="Activity" aside={<span className="faint small">{formatCounted(total, 'entry', 'entries')}</span>}>
      <ol className="activity">
        {shown.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
      {total > shown.length ? (
        <div className="panel-body">
          <Button onClick={() => setAll(true)} busy={all && full.isFetching}>
            Show all {total}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function Entry({ entry }: { readonly entry: ActivityEntry }) {
  const now = useNow();
  return (
    <li>
      <span className="faint">
        <Stamp at={entry.at} />
      </span>
      <Swatch owner={entry.by.team ?? 'none'} />
      <span title={`${entry.sentence}, ${formatStamp(entry.at, now)}`}>
        {entry.sentence}
        {entry.note ? <q className="quiet">{entry.note}</q> : null}
      </span>
    </li>
  );
}
