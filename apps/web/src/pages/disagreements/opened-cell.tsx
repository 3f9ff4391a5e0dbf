import { getCellWork } from '@baton/contract/cell-work.ts';
import { getCell } from '@baton/contract/cells.ts';
import type { WorkAct } from '@baton/contract/disagreement-acts.ts';
import type { WorkCell } from '@baton/contract/disagreements.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { CellView } from '../cells/cell-view.tsx';
import { whyClosed } from './work-acts.ts';

interface OpenedCellProps {
  readonly row: WorkCell;
  readonly place: number;
  readonly total: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onAt: (at: number) => void;
  readonly onAct: (act: WorkAct) => void;
}

/** The cell that is looked at, with both sides’ evidence, what was asked about it, and the way to the next. */
export function OpenedCell({ row, onAct, ...bar }: OpenedCellProps) {
  const params = { deviceId: row.deviceId, fix: row.fix };
  const cell = useRead(getCell, { params, keep: true });
  const work = useRead(getCellWork, { params, keep: true });
  return (
    <Loaded
      query={cell}
      loading={
        <Panel>
          <Loading rows={21} />
        </Panel>
      }
    >
      {(data) => <CellView cell={data} work={work.data} aside={<CellBar row={row} onAct={onAct} {...bar} />} />}
    </Loaded>
  );
}

function CellBar({ row, place, total, chosen, onChoose, onAt, onAct }: OpenedCellProps) {
  const me = useMe();
  const closed = (act: WorkAct) => whyClosed(act, { owner: row.owner, cells: 1 }, me);
  return (
    <>
      <span className="faint small">
        {formatCount(place)} of {formatCount(total)}
      </span>
      <span className="space" />
      <label className="row choose-cell" title="Choose this cell">
        <input type="checkbox" data-key="x" aria-label="Choose this cell" checked={chosen} onChange={onChoose} />
        <kbd>X</kbd>
      </label>
      <Button closed={closed('ask')} onClick={() => onAct('ask')}>
        Ask {teamName(me.team === 'it' ? 'infosec' : 'it')}
      </Button>
      <Button closed={closed('assign')} onClick={() => onAct('assign')}>
        Assign
      </Button>
      <Button
        data-key="k"
        aria-label="The cell before"
        onClick={() => onAt(place - 1)}
        closed={place <= 1 ? 'This is the first cell' : undefined}
      >
        <kbd>K</kbd>
      </Button>
      <Button
        data-key="j"
        aria-label="Next cell"
        onClick={() => onAt(place + 1)}
        closed={place >= total ? 'This is the last cell' : undefined}
      >
        <kbd>J</kbd>
      </Button>
    </>
  );
}
