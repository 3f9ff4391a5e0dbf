import {
  type CauseLevelsDto,
  getCauseLevels,
  previewCauseLevels,
  setCauseLevels,
} from '@baton/contract/cause-levels.ts';
import { formatChange, formatCount } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import { call } from '../../api/call.ts';
import { queryClient, useRead } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Form } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { Loaded } from '../../ui/states.tsx';
import { Swatch } from '../../ui/team-chip.tsx';

/** How long each cause may last; leads set it, and see what becomes overdue by it before they do. */
export function LevelsView() {
  const levels = useRead(getCauseLevels);
  return (
    <Panel title="How long a cause may last" note="counted from when a cell takes the cause">
      <Loaded query={levels}>{(data) => <Levels key={data.version} levels={data} />}</Loaded>
    </Panel>
  );
}

type Change = Readonly<Record<string, number>>;
type Moved = z.output<typeof previewCauseLevels.response>['changes'];

function Levels({ levels }: { readonly levels: CauseLevelsDto }) {
  const { permissions } = useMe();
  const [change, setChange] = useState<Change>({});
  const [moved, setMoved] = useState<Moved | null>(null);
  const mayNot = permissions.includes('disagreement.set-levels') ? undefined : 'Leads set the times';
  const set = (cause: string, hours: number, now: number): void => {
    const { [cause]: _, ...others } = change;
    setChange(hours === now || Number.isNaN(hours) ? others : { ...others, [cause]: hours });
    setMoved(null);
  };
  return (
    <>
      <p className="quiet small levels-note">
        {levels.version === 0 ? (
          'These are the times that ship with Baton.'
        ) : (
          <>
            Version {levels.version}, set by {levels.setBy} <Stamp at={levels.setAt} long />: {levels.note}
          </>
        )}
      </p>
      <LevelTable levels={levels} change={change} onSet={set} closed={mayNot !== undefined} />
      {Object.keys(change).length === 0 ? null : (
        <div className="levels-form">
          {moved ? <MovedTimes moved={moved} /> : null}
          <Form
            action={moved ? 'Set these times' : 'Show what becomes overdue'}
            primary={moved !== null}
            closed={mayNot}
            onSend={async (values) => {
              if (moved === null) {
                setMoved((await call(previewCauseLevels, { body: { hours: change } })).changes);
                return;
              }
              const body = { version: levels.version, hours: change, note: values.text('note') };
              await call(setCauseLevels, { body });
              await queryClient.invalidateQueries({
                predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/api/disagreements'),
              });
            }}
          >
            {moved ? (
              <Textarea name="note" label="Why" required withAsterisk={false} maxLength={4000} autosize />
            ) : null}
          </Form>
        </div>
      )}
    </>
  );
}

function MovedTimes({ moved }: { readonly moved: Moved }) {
  return (
    <ul className="small">
      {moved.map((each) => (
        <li key={each.cause}>
          {each.label}: {formatCount(each.from)} h becomes {formatCount(each.to)} h;{' '}
          <b>{formatCount(each.overdueThen)} overdue</b> instead of {formatCount(each.overdueNow)}.
        </li>
      ))}
    </ul>
  );
}

interface LevelTableProps {
  readonly levels: CauseLevelsDto;
  readonly change: Change;
  readonly closed: boolean;
  readonly onSet: (cause: string, hours: number, now: number) => void;
}

function LevelTable({ levels, change, closed, onSet }: LevelTableProps) {
  return (
    <div className="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            <th scope="col" className="number">
              Hours
            </th>
            <th scope="col" className="number">
              As shipped
            </th>
            <th scope="col" className="number">
              Cells
            </th>
            <th scope="col" className="number">
              Overdue
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.levels.map((level) => (
            <tr key={level.cause}>
              <td>
                <span className="row">
                  <Swatch owner={level.owner} /> {level.label}{' '}
                  <span className="machine faint small">{level.cause}</span>
                </span>
              </td>
              <td className="number">
                <input
                  className="hours-field"
                  type="number"
                  min={1}
                  max={8784}
                  aria-label={`Hours of ${level.label}`}
                  readOnly={closed}
                  value={change[level.cause] ?? level.hours}
                  onChange={(event) => onSet(level.cause, event.target.valueAsNumber, level.hours)}
                />
              </td>
              <td className="number faint">
                {formatCount(level.shipped)}
                {level.hours === level.shipped
                  ? ''
                  : ` (${formatChange(level.hours - level.shipped).replace(/[.,]00$/, '')})`}
              </td>
              <td className="number">{formatCount(level.cells)}</td>
              <td className="number">{formatCount(level.overdue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
