import { getCellWork } from '@baton/contract/cell-work.ts';
import { getCell } from '@baton/contract/cells.ts';
import { useParams } from '@tanstack/react-router';
import { z } from 'zod';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Panel } from '../../ui/panel.tsx';
import { Loaded, Loading } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { CellHistory } from './cell-history.tsx';
import { CellView } from './cell-view.tsx';

const cellParams = z.object({ deviceId: z.string(), fix: z.string() });

/** One device and one fix, with both sides' evidence. */
export function CellPage() {
  const params = cellParams.parse(useParams({ strict: false }));
  const cell = useRead(getCell, { params });
  const work = useRead(getCellWork, { params });
  usePageTitle({
    crumbs: [
      { label: 'Devices', to: urls.devices() },
      { label: cell.data?.device ?? '…', to: urls.device(params.deviceId) },
    ],
    title: params.fix,
    // One cell is of one device, whatever the scope.
    follows: ['scope'],
  });
  return (
    <Loaded
      query={cell}
      loading={
        <Panel>
          <Loading rows={14} />
        </Panel>
      }
    >
      {(data) => (
        <div className="stack">
          <CellView cell={data} work={work.data} />
          <CellHistory {...params} />
        </div>
      )}
    </Loaded>
  );
}
