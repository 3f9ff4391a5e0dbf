import type { ConnectionSettings } from '@baton/contract/connections.ts';
import type { ConnectionKind } from '@baton/domain/connections/connection-kind.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { Choice, PasswordField, TextField } from '../../ui/form.tsx';

interface FieldsProps<Kind extends ConnectionKind> {
  /** What is set now; null for a new one. */
  readonly now: Extract<ConnectionSettings, { kind: Kind }> | null;
}

const SECURITY = [
  { value: 'starttls', label: 'STARTTLS, usually 587' },
  { value: 'tls', label: 'TLS, usually 465' },
  { value: 'none', label: 'none, on the own network' },
] as const;
const DEPLOYMENTS = [
  { value: 'cloud', label: 'Cloud' },
  { value: 'data-center', label: 'Data Center' },
] as const;
const OPENS = [
  { value: 'by-hand', label: 'by hand' },
  { value: 'accept', label: 'when InfoSec hands it to IT' },
] as const;
const WORDS = [
  { value: 'work_notes', label: 'work notes' },
  { value: 'comments', label: 'comments' },
] as const;

/** The secret that the other tool has given; it is sealed and never shown again. */
export function SecretField({ label, kept }: { readonly label: string; readonly kept: boolean }) {
  return (
    <PasswordField
      name="secret"
      label={kept ? `${label}, to replace the one that is kept` : label}
      required={!kept}
      autoComplete="off"
    />
  );
}

export function WebhookFields({ now }: FieldsProps<'webhook'>) {
  return (
    <>
      <TextField name="url" label="Address" type="url" placeholder="https://…" defaultValue={now?.url} />
      <AuthorityField kept={now?.authority ?? null} />
    </>
  );
}

export function EmailFields({ now, kept }: FieldsProps<'email'> & { readonly kept: boolean }) {
  const [user, setUser] = useState(now?.user ?? '');
  return (
    <>
      <div className="field-row">
        <TextField name="host" label="Mail server" maxLength={253} defaultValue={now?.host} />
        <TextField name="port" label="Port" type="number" min={1} max={65535} defaultValue={now?.port ?? 587} w={90} />
        <Choice name="security" label="Security" options={SECURITY} initial={now?.security ?? 'starttls'} />
      </div>
      <div className="field-row">
        <TextField name="from" label="From" type="email" maxLength={200} defaultValue={now?.from} />
        <TextField
          name="user"
          label="User, where the server asks for one"
          required={false}
          maxLength={200}
          value={user}
          onChange={(event) => setUser(event.target.value)}
        />
      </div>
      {user === '' ? null : <SecretField label="Password" kept={kept} />}
      <AuthorityField kept={now?.authority ?? null} />
    </>
  );
}

export function JiraFields({ now, kept }: FieldsProps<'jira'> & { readonly kept: boolean }) {
  const [deployment, setDeployment] = useState(now?.deployment ?? 'cloud');
  return (
    <>
      <div className="field-row">
        <TextField name="url" label="Address" type="url" placeholder="https://…" defaultValue={now?.url} />
        <Choice name="deployment" label="Jira" options={DEPLOYMENTS} initial={deployment} onChange={setDeployment} />
      </div>
      <div className="field-row">
        {deployment === 'cloud' ? (
          <TextField name="user" label="The account’s e-mail" maxLength={200} defaultValue={now?.user ?? ''} />
        ) : null}
        <SecretField label={deployment === 'cloud' ? 'API token' : 'Personal access token'} kept={kept} />
      </div>
      <div className="field-row">
        <TextField
          name="project"
          label="Project"
          maxLength={80}
          placeholder="OPS"
          defaultValue={now?.project}
          w={110}
        />
        <TextField
          name="issueType"
          label="Issue type"
          maxLength={100}
          defaultValue={now?.issueType ?? 'Task'}
          w={140}
        />
        <Choice name="opens" label="An issue is opened" options={OPENS} initial={now?.opens ?? 'by-hand'} />
      </div>
      <StateFields
        now={now?.states ?? { waiting: 'To Do', working: 'In Progress', verifying: 'In Progress', closed: 'Done' }}
      />
      <AuthorityField kept={now?.authority ?? null} />
    </>
  );
}

export function ServicenowFields({ now, kept }: FieldsProps<'servicenow'> & { readonly kept: boolean }) {
  return (
    <>
      <TextField name="url" label="Address" type="url" placeholder="https://…" defaultValue={now?.url} />
      <div className="field-row">
        <TextField name="user" label="User" maxLength={200} defaultValue={now?.user} />
        <SecretField label="Password" kept={kept} />
      </div>
      <div className="field-row">
        <TextField name="table" label="Table" maxLength={80} defaultValue={now?.table ?? 'incident'} w={140} />
        <Choice name="words" label="Comments become" options={WORDS} initial={now?.words ?? 'work_notes'} />
        <Choice name="opens" label="An incident is opened" options={OPENS} initial={now?.opens ?? 'by-hand'} />
      </div>
      <StateFields now={now?.states ?? { waiting: '1', working: '2', verifying: '2', closed: '6' }} />
      <TextField
        name="closeCode"
        label="Close code of a resolved incident"
        required={false}
        maxLength={100}
        placeholder="Solved (Permanently)"
        defaultValue={now?.closeCode ?? ''}
      />
      <AuthorityField kept={now?.authority ?? null} />
    </>
  );
}

type States = Extract<ConnectionSettings, { kind: 'jira' }>['states'];

const PHASES = [
  ['waiting', 'InfoSec decides'],
  ['working', 'IT works'],
  ['verifying', 'InfoSec verifies'],
  ['closed', 'Closed'],
] as const;

/** A state over there for each phase. */
function StateFields({ now }: { readonly now: States }) {
  return (
    <fieldset className="phase-states">
      <legend>State over there, empty to leave it</legend>
      {PHASES.map(([phase, label]) => (
        <TextField
          key={phase}
          name={`state-${phase}`}
          label={label}
          required={false}
          maxLength={100}
          defaultValue={now[phase] ?? ''}
        />
      ))}
    </fieldset>
  );
}

function AuthorityField({ kept }: { readonly kept: string | null }) {
  return (
    <details className="more-fields" open={kept !== null}>
      <summary>Its certificate is of an authority of our own</summary>
      <Textarea
        name="authority"
        label="Certificate of the authority, in PEM"
        placeholder="-----BEGIN CERTIFICATE-----"
        autosize
        minRows={3}
        maxRows={8}
        defaultValue={kept ?? ''}
      />
    </details>
  );
}
