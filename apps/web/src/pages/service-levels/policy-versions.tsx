import { signPolicy } from '@baton/contract/service-levels.ts';
import { formatHash } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SignForm } from '../../ui/sign-form.tsx';
import { Signatures } from '../../ui/signatures.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { type Levels, refreshLevels } from './levels.ts';

type Version = Levels['versions'][number];

const STATES: Readonly<Record<Version['state'], string>> = {
  open: 'waits for signatures',
  'in-force': 'in force',
  replaced: 'was in force',
  left: 'was not signed by both',
};

/** Every version that was offered, with the signatures of both teams. */
export function PolicyVersions({ levels }: { readonly levels: Levels }) {
  return (
    <Panel title="Versions and signatures" className="clip">
      {levels.versions.length === 0 ? (
        <EmptyState title="No version was offered for signing yet.">
          Until both leads have signed one, the policy holds as it ships.
        </EmptyState>
      ) : (
        <ul className="versions">
          {levels.versions.map((version) => (
            <VersionRow key={version.version} version={version} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function VersionRow({ version }: { readonly version: Version }) {
  const [open, setOpen] = useState(version.state === 'open');
  return (
    <li className="panel-body">
      <div className="row wrap">
        <b>
          Version {version.version}: {version.policyName}
        </b>
        <span className={version.state === 'in-force' ? 'in-force' : 'quiet'}>{STATES[version.state]}</span>
        <span className="space" />
        <span className="machine faint note" title={version.hash}>
          {formatHash(version.hash)}
        </span>
        <Button onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? 'Hide the text' : 'Show the text'}
        </Button>
      </div>
      <p className="small quiet">
        {version.note} <span className="faint">Offered by {version.offeredBy}, </span>
        <span className="faint">
          <Stamp at={version.offeredAt} long />
        </span>
      </p>
      <Signatures signatures={version.signatures} />
      {open ? <pre className="policy-text shown">{version.text}</pre> : null}
      {version.state === 'open' ? (
        <SignForm
          hashes={[version.hash]}
          signed={version.signatures.map(({ team }) => team)}
          onSign={async (proof) => {
            const params = { version: version.version };
            await call(signPolicy, { params, body: { hash: version.hash, proof } });
            await refreshLevels();
          }}
        />
      ) : null}
    </li>
  );
}
