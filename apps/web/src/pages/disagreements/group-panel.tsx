import type { AskedSelection, WorkAct } from '@baton/contract/disagreement-acts.ts';
import { type DisagreementGroup, type GroupBy, listWorkCells, type WorkCell } from '@baton/contract/disagreements.ts';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, Loaded, Loading } from '../../ui/states.tsx';
import { GroupHead } from './group-head.tsx';
import { filterOfGroup } from './group-of-queue.ts';
import { keyOfCell } from './key-of-cell.ts';
import { NextCells } from './next-cells.tsx';
import { OpenedCell } from './opened-cell.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { WorkForm } from './work-form.tsx';

interface GroupPanelProps {
  readonly by: GroupBy;
  readonly group: DisagreementGroup;
  readonly required: number;
  readonly at: number;
  readonly onAt: (at: number) => void;
}

const PAGE = 25;

interface OpenAct {
  readonly act: WorkAct;
  readonly selection: AskedSelection;
}

/** One group of the queue: what it is, one of its cells opened, the next ones, and what is done with some or all of them. */
export function GroupPanel({ by, group, required, at, onAt }: GroupPanelProps) {
  const { scope } = useHeldView();
  const filter = { ...filterOfGroup(by, group), ...(scope ? { scope } : {}) };
  const here = Math.min(at, Math.max(1, group.cells));
  const cells = useRead(listWorkCells, {
    query: { ...filter, page: Math.ceil(here / PAGE), pageSize: PAGE },
    keep: true,
  });
  const [open, setOpen] = useState<OpenAct | null>(null);
  const [chosen, setChosen] = useState<ReadonlyMap<string, WorkCell>>(new Map());
  const rows = cells.data?.rows ?? [];
  const index = (here - 1) % PAGE;
  const row = rows[index];
  const total = cells.data?.total ?? group.cells;
  const toggle = (cell: WorkCell): void => setChosen((now) => toggled(now, cell));
  const form = open ? (
    <WorkForm key={`${open.act} ${JSON.stringify(open.selection)}`} {...open} onClose={() => setOpen(null)} />
  ) : null;
  return (
    <div className="stack">
      <GroupHead
        {...{ by, group, required }}
        selection={{ filter }}
        onAct={(act) => setOpen({ act, selection: { filter } })}
      />
      {form}
      <Loaded query={cells} loading={<LoadingPanel />}>
        {() =>
          row ? (
            <OpenedCell
              row={row}
              place={here}
              total={total}
              chosen={chosen.has(keyOfCell(row))}
              onChoose={() => toggle(row)}
              onAt={onAt}
              onAct={(act) => setOpen({ act, selection: { cells: [nameOf(row)] } })}
            />
          ) : (
            <Panel>
              <EmptyState
                title={group.key === 'unexplained' ? 'Every cell has its cause.' : 'No cell of this is left.'}
              />
            </Panel>
          )
        }
      </Loaded>
      <NextCells {...{ rows, total, chosen, onAt }} from={index + 1} first={here - index} onChoose={toggle} />
      <SelectionBar
        chosen={[...chosen.values()]}
        total={total}
        onAct={(act, all) =>
          setOpen({ act, selection: all ? { filter } : { cells: [...chosen.values()].map(nameOf) } })
        }
        onNone={() => setChosen(new Map())}
      />
    </div>
  );
}

function LoadingPanel() {
  return (
    <Panel>
      <Loading rows={21} />
    </Panel>
  );
}

function nameOf({ deviceId, fix }: WorkCell) {
  return { deviceId, fix };
}

function toggled(now: ReadonlyMap<string, WorkCell>, cell: WorkCell): ReadonlyMap<string, WorkCell> {
  const next = new Map(now);
  if (!next.delete(keyOfCell(cell))) next.set(keyOfCell(cell), cell);
  return next;
}
