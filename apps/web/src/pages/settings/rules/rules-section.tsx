import { getRules, type RuleSetState } from '@baton/contract/rules.ts';
import { useState } from 'react';
import { useRead } from '../../../api/use-read.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Stamp } from '../../../ui/stamp.tsx';
import { Loaded } from '../../../ui/states.tsx';
import { TeamChip } from '../../../ui/team-chip.tsx';
import { ProposedPanel } from './proposed-panel.tsx';
import { RuleTable } from './rule-table.tsx';
import { RulesEditor } from './rules-editor.tsx';
import './rules.css';

/** Which causes are tried, in which order, and the customer’s own: what holds, what waits, and what is being written. */
export function RulesSection() {
  const rules = useRead(getRules);
  return <Loaded query={rules}>{(state) => <Rules state={state} />}</Loaded>;
}

function Rules({ state }: { readonly state: RuleSetState }) {
  const [editing, setEditing] = useState(false);
  const { inForce, draft, open, edit } = state;
  return (
    <>
      {open ? <ProposedPanel kind="open" state={state} proposed={open} /> : null}
      {draft && !editing ? <ProposedPanel kind="draft" state={state} proposed={draft} /> : null}
      {editing ? <RulesEditor state={state} onDone={() => setEditing(false)} /> : null}
      {editing ? null : (
        <Panel
          title="Rule set in force"
          note={inForce.version === 0 ? 'as shipped, until both leads sign another' : `version ${inForce.version}`}
          aside={
            <Button onClick={() => setEditing(true)} closed={edit.why ?? undefined}>
              {draft ? 'Change the draft' : 'Draft a change'}
            </Button>
          }
          className="clip"
        >
          {inForce.since === null ? null : (
            <p className="panel-body small quiet row wrap">
              Since <Stamp at={inForce.since} long />, signed by
              {inForce.signatures.map(({ team, person }) => (
                <TeamChip key={team} owner={team}>
                  {person}
                </TeamChip>
              ))}
            </p>
          )}
          <RuleTable rules={inForce.rules} />
        </Panel>
      )}
    </>
  );
}
