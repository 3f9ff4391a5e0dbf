import type { Added, BoardDiff, DiffGroup } from '@baton/contract/board-diff.ts';
import { formatCount, formatCounted, formatDifference } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { MovePair, MoveWhy } from '../../ui/move-words.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { urls } from '../../urls.ts';

/** Groups shown before the small ones are asked for; their sum stands in one row. */
const SHOWN = 60;

const ADDED: readonly (readonly [keyof Added, string])[] = [
  ['proven', 'Proven'],
  ['required', 'Required'],
  ['itInstalled', 'IT: installed'],
  ['itCounted', 'IT: counted'],
  ['infosecNotReported', 'InfoSec: not reported'],
  ['infosecScanned', 'InfoSec: scanned'],
];

interface DifferenceTableProps {
  readonly diff: BoardDiff;
  readonly from: string;
  readonly to: string | undefined;
}

/** What moved, why, and what it adds to each integer of the three numbers; the last row is their sum. */
export function DifferenceTable({ diff, from, to }: DifferenceTableProps) {
  const [all, setAll] = useState(false);
  if (diff.groups.length === 0)
    return <EmptyState title="No cell moved between these days.">The numbers are the same at both.</EmptyState>;
  const shown = all ? diff.groups : diff.groups.slice(0, SHOWN);
  const rest = diff.groups.slice(shown.length);
  return (
    <div className="table-scroll">
      <table className="difference-table">
        <thead>
          <tr>
            <th scope="col">Cells</th>
            <th scope="col">What moved</th>
            <th scope="col">Why</th>
            <th scope="col" className="number">
              Devices
            </th>
            {ADDED.map(([key, words]) => (
              <th key={key} scope="col" className="number">
                <AddedHead words={words} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <GroupRow key={group.id} group={group} href={urls.changedCells({ from, to, group: group.id })} />
          ))}
          {rest.length === 0 ? null : (
            <tr>
              <td className="number">{formatCount(rest.reduce((sum, group) => sum + group.cells, 0))}</td>
              <td colSpan={3}>
                {formatCounted(rest.length, 'smaller group', 'smaller groups')}{' '}
                <Button onClick={() => setAll(true)}>Show each</Button>
              </td>
              <AddedCells adds={sumOf(rest)} />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr className="total-row">
            <td className="number">
              <b>{formatCount(diff.groups.reduce((sum, group) => sum + group.cells, 0))}</b>
            </td>
            <th scope="row" colSpan={3}>
              The difference
            </th>
            <AddedCells adds={diff.difference} strong />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** "IT: installed" as chip and word. */
function AddedHead({ words }: { readonly words: string }) {
  const [team, word] = words.split(': ');
  if (word === undefined) return words;
  return (
    <>
      <TeamChip owner={team === 'IT' ? 'it' : 'infosec'} />
      <br />
      {word}
    </>
  );
}

function GroupRow({ group, href }: { readonly group: DiffGroup; readonly href: string }) {
  return (
    <tr data-row>
      <td className="number">
        <PageLink to={href}>
          <b>{formatCount(group.cells)}</b>
        </PageLink>
      </td>
      <td>
        <MovePair before={group.before} after={group.after} />
      </td>
      <td className="quiet move-why">
        <MoveWhy reason={group.reason} report={group.report} />
      </td>
      <td className="number">{formatCount(group.devices)}</td>
      <AddedCells adds={group.adds} />
    </tr>
  );
}

function AddedCells({ adds, strong = false }: { readonly adds: Added; readonly strong?: boolean }) {
  return ADDED.map(([key]) => (
    <td key={key} className={adds[key] === 0 ? 'number faint' : 'number'}>
      {strong ? <b>{formatDifference(adds[key])}</b> : formatDifference(adds[key])}
    </td>
  ));
}

function sumOf(groups: readonly DiffGroup[]): Added {
  const total = { required: 0, proven: 0, itCounted: 0, itInstalled: 0, infosecScanned: 0, infosecNotReported: 0 };
  for (const { adds } of groups) for (const [key] of ADDED) total[key] += adds[key];
  return total;
}
