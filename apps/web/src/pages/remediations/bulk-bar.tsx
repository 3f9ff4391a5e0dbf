import type { BulkAct } from '@baton/contract/remediations-in-bulk.ts';
import { MOST_AT_ONCE } from '@baton/contract/remediations-in-bulk.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { BulkForm } from './bulk-form.tsx';

interface BulkBarProps {
  readonly chosen: ReadonlySet<string>;
  readonly total: number;
  /** What the list is narrowed by, for "all that match". */
  readonly filter: Parameters<typeof BulkForm>[0]['filter'];
  readonly onNone: () => void;
}

const ACTS: readonly { readonly act: BulkAct; readonly label: string }[] = [
  { act: 'hand-over', label: 'Hand over' },
  { act: 'assign', label: 'Give to' },
  { act: 'reject', label: 'Reject' },
  { act: 'comment', label: 'Comment' },
  { act: 'watch', label: 'Watch' },
];

/** What is chosen in the list, and what may be done with all of it at once, after a preview. */
export function BulkBar({ chosen, total, filter, onNone }: BulkBarProps) {
  const [all, setAll] = useState(false);
  const [act, setAct] = useState<BulkAct | null>(null);
  if (chosen.size === 0) return null;
  const label = ACTS.find((each) => each.act === act)?.label ?? '';
  return (
    <>
      {act ? (
        <BulkForm
          key={`${act} ${all} ${chosen.size}`}
          act={act}
          label={label}
          selection={all ? { filter } : { ids: [...chosen].slice(0, MOST_AT_ONCE) }}
          filter={filter}
          onClose={() => setAct(null)}
          onDone={() => {
            setAct(null);
            onNone();
          }}
        />
      ) : null}
      <div className="choice-bar" role="toolbar" aria-label="With the chosen remediations">
        <b>{formatCount(all ? total : chosen.size)} chosen</b>
        {total > chosen.size ? (
          <label className="row small">
            <input type="checkbox" checked={all} onChange={() => setAll(!all)} />
            all {formatCount(total)} that match
          </label>
        ) : null}
        <span className="space" />
        {ACTS.map((each) => (
          <Button
            key={each.act}
            aria-expanded={act === each.act}
            onClick={() => setAct(act === each.act ? null : each.act)}
          >
            {each.label}
          </Button>
        ))}
        <Button
          onClick={() => {
            setAll(false);
            setAct(null);
            onNone();
          }}
        >
          Choose none
        </Button>
      </div>
    </>
  );
}
