import { getBoardNumbers } from '@baton/contract/board.ts';
import type { RatioDto } from '@baton/contract/ratio.ts';
import { formatFraction, formatShare } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import type { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { useHeldView } from '../../held-view.ts';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';

type BoardNumbers = z.output<typeof getBoardNumbers.response>;
type Unit = 'cells' | 'devices' | 'fixes' | 'vulnerabilities';

const UNITS: readonly (readonly [Unit, string])[] = [
  ['cells', 'one device and one fix'],
  ['devices', 'done when all its cells are'],
  ['fixes', 'done when proven on every device'],
  ['vulnerabilities', 'done when all their fixes are'],
];

/** The three numbers by cells, devices, fixes and vulnerabilities, with and without exceptions. */
export function UnitsPanel() {
  const numbers = useRead(getBoardNumbers, { query: useHeldView(), keep: true });
  const [without, setWithout] = useState(false);
  return (
    <Panel
      title="The same, counted by"
      className="clip"
      aside={
        <Tabs label="Exceptions">
          <Tab chosen={!without} onChoose={() => setWithout(false)}>
            With exceptions
          </Tab>
          <Tab chosen={without} onChoose={() => setWithout(true)}>
            Without
          </Tab>
        </Tabs>
      }
    >
      <Loaded query={numbers} loading={<Loading rows={4} />}>
        {(data) => <UnitsTable numbers={data} without={without} />}
      </Loaded>
    </Panel>
  );
}

function UnitsTable({ numbers, without }: { readonly numbers: BoardNumbers; readonly without: boolean }) {
  return (
    <div className="table-scroll">
      <table className="units-table">
        <thead>
          <tr>
            <th scope="col">Unit</th>
            <th scope="col" className="number it">
              IT says
            </th>
            <th scope="col" className="number">
              Agreed
            </th>
            <th scope="col" className="number infosec">
              InfoSec says
            </th>
          </tr>
        </thead>
        <tbody>
          {UNITS.map(([unit, meaning]) => {
            const shown = without ? numbers[unit].withoutExceptions : numbers[unit];
            return (
              <tr key={unit}>
                <th scope="row">
                  {unit}
                  <small>{meaning}</small>
                </th>
                <ShareCell share={shown.it} />
                <ShareCell share={shown.agreed} strong />
                <ShareCell share={shown.infosec} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function ShareCell({ share, strong = false }: { readonly share: RatioDto; readonly strong?: boolean }) {
  return (
    <td className="number">
      {strong ? <b>{formatShare(share)}</b> : formatShare(share)}
      <small>{share.denominator === 0 ? 'nothing to count' : formatFraction(share)}</small>
    </td>
  );
}
