import type { BoardDto } from '@baton/contract/board.ts';
import { listDisagreements } from '@baton/contract/disagreements.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useRead } from '../../api/use-read.ts';
import { usePageSearch } from '../../search-params.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { saveText } from '../../ui/save-text.ts';
import { Swatch } from '../../ui/team-chip.tsx';
import { BridgeTable } from '../../ui/waterfall/bridge-table.tsx';
import { Waterfall } from '../../ui/waterfall/waterfall.tsx';
import { urls } from '../../urls.ts';
import { boardSearch } from './board-search.ts';
import { bridgeCsv } from './bridge-csv.ts';

/** The bridge: as a chart where there is room, always also as a table. */
export function BridgePanel({ board }: { readonly board: BoardDto }) {
  const [search, change] = usePageSearch(boardSearch);
  const narrow = useMediaQuery('(max-width: 1099px)') ?? false;
  const bridge = { it: board.it, agreed: board.agreed, infosec: board.infosec, steps: board.bridge };
  const between = board.verdicts.disputed + board.verdicts.unproven;
  const cellsHref = (part: string, cause: string): string => urls.cells({ cause, part });
  const asTable = narrow || search.view === 'table';
  return (
    <Panel
      title="Why the two numbers differ"
      note={
        between === 0
          ? 'Both teams agree on every cell here.'
          : `${formatCounted(between, 'cell lies', 'cells lie')} between, each with a cause`
      }
      aside={
        <>
          <Legend />
          {narrow ? null : (
            <Tabs label="Show the bridge as">
              <Tab chosen={!asTable} onChoose={() => change({ view: 'chart' })}>
                Chart
              </Tab>
              <Tab chosen={asTable} onChoose={() => change({ view: 'table' })}>
                Table
              </Tab>
            </Tabs>
          )}
          <Menu position="bottom-end">
            <Menu.Target>
              <Button className="icon" aria-label="Print or CSV">
                <Icon name="more" />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => window.print()}>Print</Menu.Item>
              <Menu.Item onClick={() => saveText(`bridge-${board.asOf.slice(0, 10)}.csv`, bridgeCsv(board))}>
                Save as CSV
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      {asTable ? <BridgeTable {...bridge} cellsHref={cellsHref} /> : <Waterfall {...bridge} cellsHref={cellsHref} />}
    </Panel>
  );
}

/** Who moves next, in cells; each cell counted once. */
function Legend() {
  const groups = useRead(listDisagreements).data?.groups ?? [];
  const cellsOf = (keep: (group: (typeof groups)[number]) => boolean): number =>
    groups.filter(keep).reduce((sum, group) => sum + group.cells, 0);
  const parts = [
    { owner: 'infosec', words: 'InfoSec moves next', cells: cellsOf((group) => group.owner === 'infosec') },
    { owner: 'it', words: 'IT moves next', cells: cellsOf((group) => group.owner === 'it') },
    {
      owner: 'both',
      words: 'Both move',
      cells: cellsOf((group) => group.owner === 'both' && group.cause !== 'unexplained'),
    },
    { owner: 'both', words: 'Unexplained', cells: cellsOf((group) => group.cause === 'unexplained') },
  ] as const;
  return (
    <div className="legend">
      {parts
        .filter((part) => part.cells > 0 || part.words === 'Unexplained')
        .sort((a, b) => (a.owner === 'both' || b.owner === 'both' ? 0 : b.cells - a.cells))
        .map((part) => (
          <span key={part.words}>
            <Swatch owner={part.owner} />
            {part.words} <b>{formatCount(part.cells)}</b>
          </span>
        ))}
    </div>
  );
}
