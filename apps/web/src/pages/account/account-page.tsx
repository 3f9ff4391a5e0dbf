import { changePassword } from '@baton/contract/people.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { usePageTitle } from '../../shell/page-title.ts';
import { PasswordField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProofForm } from '../../ui/proof-form.tsx';
import { PasskeysPanel } from './passkeys-panel.tsx';
import './account.css';

/** What concerns only me: how I prove who I am. */
export function AccountPage() {
  usePageTitle({ crumbs: [], title: 'Your account' });
  return (
    <div className="stack account">
      <PasskeysPanel />
      <PasswordPanel />
    </div>
  );
}

function PasswordPanel() {
  const [changes, setChanges] = useState(0);
  return (
    <Panel title="Password">
      <div className="panel-body stack">
        {changes === 0 ? null : (
          <p className="small" role="status">
            Your password is changed. Your other sessions have ended.
          </p>
        )}
        <ProofForm
          // Emptied by being made anew.
          key={changes}
          act={{ kind: 'change-password' }}
          passwordLabel="Password now"
          action="Change password"
          primary={false}
          aside={<span className="faint note">Your other sessions end.</span>}
          onProved={async (proof, { text }) => {
            await call(changePassword, { body: { proof, next: text('next') } });
            setChanges(changes + 1);
          }}
        >
          <PasswordField name="next" label="New password" isNew />
        </ProofForm>
      </div>
    </Panel>
  );
}
