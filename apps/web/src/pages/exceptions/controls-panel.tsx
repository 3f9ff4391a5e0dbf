import { checkException } from '@baton/contract/exception-acts.ts';
import type { CheckedControl, ExceptionDetail } from '@baton/contract/exceptions.ts';
import { formatCount, formatCounted, formatDay } from '@baton/presentation/formats.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { refreshExceptions } from './refresh-exceptions.ts';

/** What stands in for the fix, and what each check of it found. */
export function ControlsPanel({ exception }: { readonly exception: ExceptionDetail }) {
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const { exceptionId, controls, state } = exception;
  const check = (): void => {
    setBusy(true);
    call(checkException, { params: { exceptionId } })
      .then(refreshExceptions, setError)
      .finally(() => setBusy(false));
  };
  return (
    <Panel
      title="What stands in for the fix"
      note="checked whenever the evidence moves, and every six hours"
      aside={
        <Button busy={busy} onClick={check} closed={state === 'in-force' ? undefined : 'It is not in force'}>
          Check now
        </Button>
      }
    >
      <ol className="exception-controls">
        {controls.map((control) => (
          <li key={control.sentence}>
            <Control control={control} />
          </li>
        ))}
      </ol>
      {error ? <ErrorPanel error={error} /> : null}
    </Panel>
  );
}

function Control({ control: { sentence, check, before, attestation } }: { readonly control: CheckedControl }) {
  return (
    <>
      <p className="row wrap">
        <ControlSign holds={check?.holds ?? null} />
        <b>{sentence}</b>
      </p>
      <p className="small quiet">
        {check === null ? (
          'Checked for the first time when the second team signs.'
        ) : (
          <>
            Shown on <b className="ink">{formatCount(check.holding)}</b> of {formatCounted(check.devices, 'device')},
            last looked at <Stamp at={check.lastAt} long />; the same since <Stamp at={check.since} long />,{' '}
            {formatCounted(check.checks, 'check')}.
            {check.failing.length === 0 ? '' : ` Not shown on ${check.failing.join(', ')}.`}
          </>
        )}
        {attestation === null
          ? ''
          : ` ${attestation.person} attested it on ${formatDay(attestation.at)}, good until ${formatDay(attestation.until)}.`}
      </p>
      {before.length === 0 ? null : (
        <ul className="small faint">
          {before.map((one) => (
            <li key={one.from}>
              {one.holds ? 'held' : 'did not hold'}, shown on {formatCount(one.holding)} of {formatCount(one.devices)},{' '}
              <Stamp at={one.from} long /> to <Stamp at={one.to} long />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ControlSign({ holds }: { readonly holds: boolean | null }) {
  const said = holds === null ? 'not checked yet' : holds ? 'holds' : 'does not hold';
  return (
    <>
      <svg className="control-sign" viewBox="0 0 12 12" width="13" height="13" aria-hidden="true">
        {holds === null ? (
          <circle
            cx="6"
            cy="6"
            r="4.6"
            fill="none"
            stroke="var(--unproven)"
            strokeWidth="1.6"
            strokeDasharray="2.4 2"
          />
        ) : holds ? (
          <path d="M2 6.4 4.8 9.2 10 3.2" fill="none" stroke="var(--proven)" strokeWidth="1.9" />
        ) : (
          <path d="M2.5 2.5l7 7M9.5 2.5l-7 7" fill="none" stroke="var(--open)" strokeWidth="1.9" />
        )}
      </svg>
      <span className="unseen">{said}: </span>
    </>
  );
}
