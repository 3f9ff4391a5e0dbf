import { type GoalsState, readGoals, signGoals } from '@baton/contract/leadership.ts';
import { MEASURE_WORDS } from '@baton/domain/leadership/joint-goals.ts';
import { formatDay, formatHash } from '@baton/presentation/formats.ts';
import { goalTarget } from '@baton/presentation/leadership-words.ts';
import { call } from '../../api/call.ts';
import { useRead } from '../../api/use-read.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { Panel } from '../../ui/panel.tsx';
import { SignForm } from '../../ui/sign-form.tsx';
import { Signatures } from '../../ui/signatures.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { EmptyState, Loaded } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { GoalsForm } from './goals-form.tsx';
import './leadership.css';
import { refreshGoals } from './refresh-goals.ts';

type Version = GoalsState['versions'][number];

const STATES: Readonly<Record<Version['state'], string>> = {
  open: 'waits for signatures',
  'in-force': 'holds',
  replaced: 'held before',
  left: 'was not signed by both',
};

/** Joint goals: written by either team, signed by both leads, tracked on the leadership page. */
export function GoalsPage() {
  const goals = useRead(readGoals);
  usePageTitle({ crumbs: [{ label: 'Leadership', to: urls.leadership() }], title: 'Joint goals' });
  return (
    <Loaded query={goals}>
      {(data) => (
        <div className="stack">
          <GoalsForm key={data.draft?.revision ?? `after ${data.versions[0]?.version ?? 0}`} state={data} />
          <Panel title="Versions and signatures" className="clip">
            {data.versions.length === 0 ? (
              <EmptyState title="No goals were offered for signing yet.">
                Write them above, and offer them to both leads. They hold from the second signature on.
              </EmptyState>
            ) : (
              <ul>
                {data.versions.map((version) => (
                  <VersionRow key={version.version} version={version} />
                ))}
              </ul>
            )}
          </Panel>
        </div>
      )}
    </Loaded>
  );
}

function VersionRow({ version }: { readonly version: Version }) {
  return (
    <li className="panel-body">
      <div className="row wrap">
        <b>
          Version {version.version}: {version.goals.title}, to {formatDay(version.goals.by)}
        </b>
        <span className="quiet">{STATES[version.state]}</span>
        <span className="space" />
        <span className="machine faint note" title={version.hash}>
          {formatHash(version.hash)}
        </span>
      </div>
      <p className="small">
        {version.goals.goals
          .map(({ measure, target }) => {
            const { label, unit, kind, reached } = MEASURE_WORDS[measure];
            return `${label} at ${reached} ${goalTarget({ target, kind, unit })}`;
          })
          .join('; ')}
      </p>
      <p className="small quiet">
        {version.note}{' '}
        <span className="faint">
          Offered by {version.offeredBy}, <Stamp at={version.offeredAt} long />
        </span>
      </p>
      <Signatures signatures={version.signatures} />
      {version.state === 'open' ? (
        <SignForm
          hashes={[version.hash]}
          signed={version.signatures.map(({ team }) => team)}
          onSign={async (proof) => {
            await call(signGoals, { params: { version: version.version }, body: { hash: version.hash, proof } });
            await refreshGoals();
          }}
        />
      ) : null}
    </li>
  );
}
