import { listRemediationDevices } from '@baton/contract/remediation-devices.ts';
import { previewAct } from '@baton/contract/remediation-preview.ts';
import {
  listRemediations,
  type OfferedAct,
  type RemediationDetail,
  rejectReason,
} from '@baton/contract/remediations.ts';
import type { VerificationRequest } from '@baton/contract/verification-requests.ts';
import type { RejectReason } from '@baton/domain/relay/leg.ts';
import { REJECTION_ANSWERS } from '@baton/domain/relay/rejection-answers.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';
import { Excerpt } from '../../ui/excerpt.tsx';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { OpenedForm } from '../../ui/opened-form.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { refreshRemediation } from './refresh-remediation.ts';
import { type ActDone, sendAct } from './send-act.ts';

interface ActFormProps {
  readonly act: OfferedAct;
  readonly remediation: RemediationDetail;
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
  readonly onLeave: () => void;
}

const REASONS = rejectReason.options.map((value) => ({ value, label: REJECTION_ANSWERS[value].says }));

const CAUSES = [
  { value: 'found-again', label: 'found again' },
  { value: 'reverted', label: 'the fix was taken back' },
  { value: 'new-devices', label: 'more devices need it' },
  { value: 'closed-in-error', label: 'it was closed in error' },
] as const;

/** What an act would do, what it needs, and the button that does it. */
export function ActForm({ act, remediation, chosen, onDone, onLeave }: ActFormProps) {
  const params = { remediationId: remediation.id };
  const preview = useRead(previewAct, { params, query: { act: act.act } });
  const deployable = useRead(listRemediationDevices, {
    params,
    query: { deployable: 'true', pageSize: 500 },
    enabled: act.act === 'deploy',
  });
  const [done, setDone] = useState<ActDone | null>(null);
  const [reason, setReason] = useState<RejectReason>('breaks-application');
  const targets = act.act === 'deploy' ? deployTargets(deployable.data?.rows ?? [], chosen) : [...chosen];
  const nothingToDo = whyClosed(act, targets);
  if (done) return <Done done={done} />;
  return (
    <OpenedForm className="act-form" onLeave={onLeave}>
      {preview.data ? <Preview preview={preview.data} /> : null}
      <Form
        action={act.act === 'deploy' ? `Deploy to ${formatCounted(targets.length, 'device')}` : act.label}
        closed={nothingToDo}
        aside={<Button onClick={onLeave}>Leave it</Button>}
        onSend={async (values) => {
          const answer = await sendAct(act, remediation, values, targets);
          await refreshRemediation();
          if (answer.kind === 'moved') onDone();
          else setDone(answer);
        }}
      >
        {act.act === 'deploy' ? (
          <p className="small quiet">
            {chosen.size > 0
              ? `${formatCount(targets.length)} of the ${formatCount(chosen.size)} chosen devices have an agent that can deploy it.`
              : `All ${formatCount(targets.length)} devices with an agent that can deploy it; choose rows in the table for fewer.`}
          </p>
        ) : null}
        {act.needs.devices && act.act !== 'deploy' ? (
          <p className="small quiet">
            {chosen.size > 0
              ? `About the ${formatCounted(chosen.size, 'chosen device')}.`
              : 'About all devices in question; choose rows in the table for fewer.'}
          </p>
        ) : null}
        {act.needs.reason ? (
          <Choice name="reason" label="Reason" options={REASONS} initial={reason} onChange={setReason} />
        ) : null}
        {act.needs.reason && reason === 'duplicate' ? <OtherRemediation self={remediation.id} /> : null}
        {act.needs.cause ? <Choice name="cause" label="Cause" options={CAUSES} /> : null}
        {act.needs.testResult ? (
          <div className="row test-result">
            <TextField name="devices" label="Devices tested" type="number" min={1} defaultValue="1" />
            <TextField name="good" label="All good on" type="number" min={0} defaultValue="1" />
          </div>
        ) : null}
        {act.needs.testResult ? (
          <TextField
            name="summary"
            label="What was seen"
            maxLength={2000}
            placeholder="services start, sign-in works"
          />
        ) : null}
        <Textarea
          name="note"
          label={act.needs.note ? 'Note: what the other team must know' : 'Note'}
          description="@ and a name tells that person."
          required={act.needs.note || act.act === 'comment'}
          withAsterisk={false}
          maxLength={4000}
          autosize
          minRows={2}
        />
      </Form>
    </OpenedForm>
  );
}

function whyClosed(act: OfferedAct, targets: readonly string[]): string | undefined {
  if (targets.length > 0) return undefined;
  if (act.act === 'deploy') return 'Choose devices on which an agent of ours runs';
  return act.act === 'verify-devices' ? 'Choose the devices in the table' : undefined;
}

/** The remediation that does what a duplicate would do. */
function OtherRemediation({ self }: { readonly self: string }) {
  const open = useRead(listRemediations, { query: { state: 'open', sort: 'fix', pageSize: 500 } });
  const others = (open.data?.rows ?? []).filter(({ id }) => id !== self);
  return (
    <Choice
      key={others.length}
      name="duplicateOf"
      label="Which one does it"
      options={others.map(({ id, fix, place }) => ({ value: id, label: `${fix}, in ${place}` }))}
    />
  );
}

function deployTargets(
  rows: readonly { readonly deviceId: string; readonly deployable: boolean; readonly verdict: string }[],
  chosen: ReadonlySet<string>,
): string[] {
  return rows
    .filter((row) => row.deployable && (chosen.size === 0 ? row.verdict !== 'proven' : chosen.has(row.deviceId)))
    .map((row) => row.deviceId);
}

function Preview({ preview }: { readonly preview: (typeof previewAct.response)['_output'] }) {
  const moves = preview.to !== null && preview.to !== preview.from;
  return (
    <div className="small quiet preview">
      {moves ? (
        <p>
          The baton goes from {preview.from} to <b className="ink">{preview.to}</b>
          {preview.fromTeam === preview.toTeam
            ? ''
            : `, from ${teamName(preview.fromTeam)} to ${teamName(preview.toTeam)}`}
          . {formatCounted(preview.cells, 'cell')} on {formatCounted(preview.devices, 'device')}.
        </p>
      ) : (
        <p>The baton stays in {preview.from}.</p>
      )}
      {preview.missing.map((item) => (
        <p key={item.what}>
          Passes on unfinished: {formatCount(item.count)} {item.what}.
        </p>
      ))}
      {preview.clock ? <p>{preview.clock}</p> : null}
    </div>
  );
}

/** What was done, where more is to be said than that the baton moved. */
function Done({ done }: { readonly done: ActDone }) {
  if (done.kind === 'deployed') {
    return (
      <div className="act-form small" role="status">
        <p>
          <b>{formatCounted(done.queued, 'device')}</b> will deploy it at the next word of their agents.
        </p>
        {done.refused.map((each) => (
          <p key={each.device} className="quiet">
            <span className="machine">{each.device}</span>: {each.why}
          </p>
        ))}
      </div>
    );
  }
  return done.kind === 'asked' ? <Asked request={done.request} /> : null;
}

/** The request in words that a scanner understands, to copy. */
function Asked({ request }: { readonly request: VerificationRequest }) {
  const text = [...request.devices.map((each) => each.device), '', ...request.checks.map((each) => each.id)].join('\n');
  return (
    <div className="act-form small" role="status">
      <p>
        InfoSec is asked to look at <b>{formatCounted(request.devices.length, 'device')}</b> with{' '}
        <b>{formatCounted(request.checks.length, 'check')}</b>.
      </p>
      <Excerpt text={text} team="infosec" />
    </div>
  );
}
