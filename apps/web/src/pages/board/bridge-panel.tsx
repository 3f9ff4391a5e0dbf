import { type BoardDto, exportBridge } from '@baton/contract/board.ts';
import { type DisagreementGroup, listDisagreements } from '@baton/contract/disagreements.ts';
import { formatCount, formatCounted, formatDay, formatStamp } from '@baton/presentation/formats.ts';
import { scopeWords } from '@baton/presentation/scope-words.ts';
import { Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { addressOf } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { usePageSearch } from '../../search-params.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { Swatch } from '../../ui/team-chip.tsx';
import { BridgeTable } from '../../ui/waterfall/bridge-table.tsx';
import { savePicture } from '../../ui/waterfall/save-picture.ts';
import { Waterfall } from '../../ui/waterfall/waterfall.tsx';
import { urls } from '../../urls.ts';
import { boardSearch } from './board-search.ts';
import { goesBy } from './goes-by.ts';

const TITLE = 'Why the two numbers differ';

/** The bridge: as a chart where there is room, always also as a table. */
export function BridgePanel({ board }: { readonly board: BoardDto }) {
  const [search, change] = usePageSearch(boardSearch);
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const narrow = useMediaQuery('screen and (max-width: 1099px)') ?? false;
  const bridge = { it: board.it, agreed: board.agreed, infosec: board.infosec, steps: board.bridge };
  const between = board.verdicts.disputed + board.verdicts.unproven;
  const cellsHref = (part: string, cause: string): string => urls.cells({ cause, part });
  const asTable = narrow || search.view === 'table';
  return (
    <Panel
      title={TITLE}
      note={
        between === 0
          ? 'Both teams agree on every cell here.'
          : `${formatCounted(between, 'cell lies', 'cells lie')} between, ${between === 1 ? '' : 'each '}with a cause`
      }
      aside={
        <>
          <Legend excepted={board.verdicts.excepted} />
          {unfolded.size > 0 && !asTable ? (
            <Button onClick={() => setUnfolded(new Set())}>Fold the small ones</Button>
          ) : null}
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
          <SaveMenu board={board} unfolded={unfolded} />
        </>
      }
    >
      {asTable ? (
        <BridgeTable {...bridge} cellsHref={cellsHref} />
      ) : (
        <Waterfall
          {...bridge}
          cellsHref={cellsHref}
          unfolded={unfolded}
          onUnfold={(key) => setUnfolded((open) => new Set([...open, key]))}
        />
      )}
      {/* On paper the table follows the chart, so that every bar has its fractions. */}
      {asTable ? null : (
        <div className="print-only">
          <BridgeTable {...bridge} cellsHref={cellsHref} />
        </div>
      )}
    </Panel>
  );
}

/** The bridge on paper, as a picture, as a table. */
function SaveMenu({ board, unfolded }: { readonly board: BoardDto; readonly unfolded: ReadonlySet<string> }) {
  const held = useHeldView();
  const [error, setError] = useState<Error | null>(null);
  const bridge = { it: board.it, agreed: board.agreed, infosec: board.infosec, steps: board.bridge };
  const asOf = board.day ? `the end of ${formatDay(board.day)}, UTC` : formatStamp(board.asOf, board.asOf);
  const words = {
    fileName: `bridge-${board.day ?? board.asOf.slice(0, 10)}.png`,
    title: TITLE,
    foot: `Baton. Scope: ${scopeWords(board.scope)}. As of ${asOf}. ${formatCounted(board.agreed.denominator, 'required cell')}. ${goesBy(board)}`,
  };
  const picture = (): void => {
    setError(null);
    savePicture(bridge, unfolded, words).catch((cause: unknown) =>
      setError(cause instanceof Error ? cause : new Error(String(cause))),
    );
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button className="icon" aria-label="Print, picture or CSV">
            <Icon name="more" />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => window.print()}>Print</Menu.Item>
          <Menu.Item onClick={picture}>Save as PNG</Menu.Item>
          <Menu.Item component="a" href={addressOf(exportBridge, { query: held })} download>
            Save as CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {error ? <ErrorPanel error={error} /> : null}
    </>
  );
}

/** Who moves next, in cells; each cell counted once. What is excepted is drawn as what is both teams', and is not unexplained. */
function Legend({ excepted }: { readonly excepted: number }) {
  const groups = useRead(listDisagreements, { query: useHeldView(), keep: true }).data?.groups;
  // Until they are known nothing is said of them: no count is not a count of none.
  if (groups === undefined) return null;
  const cellsOf = (keep: (group: DisagreementGroup) => boolean): number =>
    groups.filter(keep).reduce((sum, group) => sum + group.cells, 0);
  const parts = [
    { owner: 'infosec', words: 'InfoSec moves next', cells: cellsOf((group) => group.owner === 'infosec') },
    { owner: 'it', words: 'IT moves next', cells: cellsOf((group) => group.owner === 'it') },
    {
      owner: 'both',
      words: 'Both move',
      cells: cellsOf((group) => group.owner === 'both' && group.cause !== 'unexplained'),
    },
    { owner: 'none', words: 'Nobody needs to', cells: cellsOf((group) => group.owner === 'none') },
    { owner: 'both', words: 'Excepted', cells: excepted },
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
