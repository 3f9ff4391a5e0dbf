import { getServiceLevels } from '@baton/contract/service-levels.ts';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { Loaded } from '../../ui/states.tsx';
import { FeasibilityPanel } from './feasibility-panel.tsx';
import { PolicyDraft } from './policy-draft.tsx';
import { PolicyInForce } from './policy-in-force.tsx';
import { PolicyVersions } from './policy-versions.tsx';
import { SimulatorPanel } from './simulator-panel.tsx';
import { WindowsPanel } from './windows-panel.tsx';
import './service-levels.css';

/** The policy that sets deadlines: what holds, what would another do, what is being written, who has signed; and when devices may be changed. */
export function ServiceLevelsSection() {
  const levels = useRead(getServiceLevels);
  const [started, setStarted] = useState<string | null>(null);
  return (
    <>
      <Loaded query={levels}>
        {(data) => (
          <>
            <PolicyInForce levels={data} />
            <SimulatorPanel levels={data} onStart={setStarted} />
            <PolicyDraft key={`${data.draft?.revision ?? 0} ${started ?? ''}`} levels={data} started={started} />
            <PolicyVersions levels={data} />
          </>
        )}
      </Loaded>
      <FeasibilityPanel />
      <WindowsPanel />
    </>
  );
}
