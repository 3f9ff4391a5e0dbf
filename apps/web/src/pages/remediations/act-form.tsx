import {
  listRemediationDevices,
  type OfferedAct,
  previewAct,
  type RemediationDetail,
  type VerificationRequest,
} from '@baton/contract/remediations.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { queryClient, useRead } from '../../api/use-read.ts';
import { Excerpt } from '../../ui/excerpt.tsx';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { teamName } from '../../ui/team-chip.tsx';
import { type ActDone, sendAct } from './send-act.ts';

interface ActFormProps {
  readonly act: OfferedAct;
  readonly remediation: RemediationDetail;
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
}

const REASONS = [
  { value: 'no-fix', label: 'there is no fix for it here' },
  { value: 'breaks-application', label: 'it breaks an application' },
  { value: 'wrong-owner', label: 'these devices are not IT’s' },
  { value: 'false-positive', label: 'the finding is not so' },
  { value: 'duplicate', label: 'another remediation does it' },
] as const;

/** What an act would do, what it needs, and the button that does it. */
export function ActForm({ act, remediation, chosen, onDone }: ActFormProps) {
  const params = { remediationId: remediation.id };
  const preview = useRead(previewAct, { params, query: { act: act.act } });
  const deployable = useRead(listRemediationDevices, {
    params,
    query: { deployable: 'true', pageSize: 500 },
    enabled: act.act === 'deploy',
  });
  const [done, setDone] = useState<ActDone | null>(null);
  const targets = act.act === 'deploy' ? deployTargets(deployable.data?.rows ?? [], chosen) : [...chosen];
  const nothingToDo =
    act.act === 'deploy' && targets.length === 0 ? 'Choose devices on which an agent of ours runs' : undefined;
  if (done) return <Done done={done} />;
  return (
    <div className="act-form">
      {preview.data ? <Preview preview={preview.data} /> : null}
      <Form
        action={act.act === 'deploy' ? `Deploy to ${formatCounted(targets.length, 'device')}` : act.label}
        closed={nothingToDo}
        onSend={async (values) => {
          const answer = await sendAct(act, remediation, values, targets);
          await queryClient.invalidateQueries({
            predicate: ({ queryKey: [path] }) =>
              typeof path === 'string' && path !== previewAct.path && /^\/api\/(remediations|relay|cells)/.test(path),
          });
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
          <Choice name="reason" label="Reason" options={REASONS} initial="breaks-application" />
        ) : null}
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
          required={act.needs.note || act.act === 'comment'}
          withAsterisk={false}
          maxLength={4000}
          autosize
          minRows={2}
        />
      </Form>
    </div>
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
