import { CONNECTION_KINDS, type ConnectionKind, KIND_NAMES } from '@baton/domain/connections/connection-kind.ts';
import { useState } from 'react';
import { Panel, Tab, Tabs } from '../../ui/panel.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { refreshConnections, useChangeClosed } from './connection-acts.ts';
import { ConnectionForm } from './connection-form.tsx';

const WHAT: Readonly<Record<ConnectionKind, string>> = {
  webhook:
    'Tells a program by http, signed by a secret that is shown once. Each delivery has an id and is tried again until it arrives.',
  slack: 'Tells a channel. Make an incoming webhook there and paste its address; it is kept like a password.',
  teams:
    'Tells a channel. Make a workflow “Post to a channel when a webhook request is received” there and paste its address.',
  email: 'Tells each person by mail what is for them, and sends the leadership page each month.',
  jira: 'Gives remediations an issue each. Comments go both ways; a state that is set there is noted and moves no baton.',
  servicenow:
    'Gives remediations an incident each. Comments go both ways; a state that is set there is noted and moves no baton.',
};

/** A connection to add: first the kind, then what it needs. */
export function NewConnection() {
  const closed = useChangeClosed();
  const [kind, setKind] = useState<ConnectionKind>('webhook');
  const [made, setMade] = useState(0);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <Panel title="Connect another tool">
      <div className="filter-row">
        <Tabs label="Kind">
          {CONNECTION_KINDS.map((each) => (
            <Tab
              key={each}
              chosen={each === kind}
              onChoose={() => {
                setKind(each);
                setSecret(null);
              }}
            >
              {KIND_NAMES[each]}
            </Tab>
          ))}
        </Tabs>
      </div>
      <div className="panel-body stack connection-form">
        <p className="small quiet">{WHAT[kind]}</p>
        <ConnectionForm
          key={`${kind} ${made}`}
          kind={kind}
          connection={null}
          closed={closed}
          onSaved={(signingSecret) => {
            setSecret(signingSecret);
            setMade(made + 1);
            void refreshConnections();
          }}
        />
        {secret === null ? null : (
          <ShownOnce text={secret}>
            The secret by which it is signed, shown only now. Give it to the program that is told.
          </ShownOnce>
        )}
      </div>
    </Panel>
  );
}
