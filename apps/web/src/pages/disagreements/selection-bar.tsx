import type { WorkAct } from '@baton/contract/disagreement-acts.ts';
import type { WorkCell } from '@baton/contract/disagreements.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { actLabel, WORK_ACTS, whyNotMine } from './work-acts.ts';
import './selection-bar.css';

interface SelectionBarProps {
  readonly chosen: readonly WorkCell[];
  readonly total: number;
  readonly onAct: (act: WorkAct, all: boolean) => void;
  readonly onNone: () => void;
}

/** What is chosen and what may be done with it; "all that match" takes the place of the chosen ones. */
export function SelectionBar({ chosen, total, onAct, onNone }: SelectionBarProps) {
  const me = useMe();
  const { team } = me;
  const [all, setAll] = useState(false);
  if (chosen.length === 0) return null;
  const count = all
    ? { cells: total, devices: null }
    : { cells: chosen.length, devices: new Set(chosen.map((cell) => cell.deviceId)).size };
  const causes = new Set(chosen.map((cell) => cell.cause));
  const acts = WORK_ACTS.filter((act) => act !== 'dispute' || (!all && causes.size === 1));
  return (
    <div className="panel work-bar" role="toolbar" aria-label="With the chosen cells">
      <b>{formatCount(count.cells)} chosen</b>
      {total > chosen.length ? (
        <label className="row small">
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} />
          all {formatCount(total)} that match
        </label>
      ) : null}
      <span className="space" />
      {acts.map((act) => (
        <Button key={act} closed={whyNotMine(act, me)} onClick={() => onAct(act, all)}>
          {all && (act === 'rescan' || act === 'reboot')
            ? act === 'rescan'
              ? 'Request rescan'
              : 'Request restart'
            : actLabel(act, team, count)}
        </Button>
      ))}
      <Button
        onClick={() => {
          setAll(false);
          onNone();
        }}
      >
        Choose none
      </Button>
    </div>
  );
}
