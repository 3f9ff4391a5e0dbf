import { noteTestResult, planTest } from '@baton/contract/remediation-acts.ts';
import type { RemediationDevice } from '@baton/contract/remediation-devices.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCounted, formatFraction } from '@baton/presentation/formats.ts';
import { Textarea } from '@mantine/core';
import { call } from '../../api/call.ts';
import { Choice } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { TeamChip } from '../../ui/team-chip.tsx';
import { NoteField, OpensForm, stayOf } from './opens-form.tsx';

interface TestPanelProps {
  readonly remediation: RemediationDetail;
  readonly chosen: ReadonlySet<RemediationDevice['deviceId']>;
}

type Test = NonNullable<RemediationDetail['work']['test']>;

/** The test with its plan, devices, results and sign-off. InfoSec reads what IT writes. */
export function TestPanel({ remediation, chosen }: TestPanelProps) {
  const { test } = remediation.work;
  const plan = stayOf(remediation, 'plan-test');
  const result = stayOf(remediation, 'test-result');
  if (test === null && !plan) return null;
  return (
    <Panel title="Test" aside={<TeamChip owner="it" />}>
      <div className="panel-body stack small">
        {test === null ? (
          <p className="quiet">No plan yet: choose devices in the table and plan the test.</p>
        ) : (
          <Told test={test} />
        )}
        <div className="row wrap">
          <PlanForm remediation={remediation} chosen={chosen} stay={plan} />
          <ResultForm remediation={remediation} chosen={chosen} stay={result} />
        </div>
      </div>
    </Panel>
  );
}

function Told({ test }: { readonly test: Test }) {
  const { plan, devices, good, left, signedOff } = test;
  return (
    <>
      {plan ? (
        <dl className="test-plan">
          <dt className="quiet">What is tested</dt>
          <dd>{plan.words}</dd>
          <dt className="quiet">Good when</dt>
          <dd>{plan.passes}</dd>
          <dt className="quiet">Planned by</dt>
          <dd>
            {plan.by}, <Stamp at={plan.at} />
          </dd>
        </dl>
      ) : null}
      {devices.length > 0 ? (
        <ul className="test-devices">
          {devices.map((one) => (
            <li key={one.deviceId}>
              <span className="machine">{one.device}</span>
              <span className={one.result === null ? 'faint' : undefined}>
                {one.result === null ? 'no result yet' : one.result === 'good' ? 'good' : <b>not good</b>}
              </span>
              <span className="quiet">
                {one.note === null ? null : <q>{one.note}</q>} {one.by}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <p className="quiet">
        {good.denominator > 0 ? `${formatFraction(good)} came through well. ` : ''}
        {left > 0
          ? `${formatCounted(left, 'device')} without a result: the test is signed off when each has one. `
          : ''}
        {signedOff ? (
          <>
            Signed off by {signedOff.by}, <Stamp at={signedOff.at} />
            {signedOff.summary ? <q>{signedOff.summary}</q> : null}
          </>
        ) : null}
      </p>
    </>
  );
}

interface FormProps extends TestPanelProps {
  readonly stay: ReturnType<typeof stayOf>;
}

function PlanForm({ remediation: { id, version }, chosen, stay }: FormProps) {
  return (
    <OpensForm
      label={chosen.size > 0 ? `Plan the test on ${chosen.size}` : 'Plan the test'}
      stay={stay}
      closed={chosen.size === 0 ? 'Choose the devices in the table' : undefined}
      onSend={({ text }) =>
        call(planTest, {
          params: { remediationId: id },
          body: { version, plan: text('plan'), passes: text('passes'), deviceIds: [...chosen] },
        })
      }
    >
      <Textarea
        name="plan"
        label="What is tested"
        required
        withAsterisk={false}
        maxLength={4000}
        autosize
        minRows={2}
      />
      <Textarea
        name="passes"
        label="What a good test looks like"
        required
        withAsterisk={false}
        maxLength={2000}
        autosize
        minRows={1}
      />
    </OpensForm>
  );
}

/** Of the chosen devices; where none is chosen, of all that have no result yet. */
function ResultForm({ remediation: { id, version, work }, chosen, stay }: FormProps) {
  const open = (work.test?.devices ?? []).filter(({ result }) => result === null).map(({ deviceId }) => deviceId);
  const targets = chosen.size > 0 ? [...chosen] : open;
  return (
    <OpensForm
      label={targets.length > 0 ? `Note the result of ${targets.length}` : 'Note a result'}
      stay={stay}
      closed={targets.length === 0 ? 'Choose the devices in the table' : undefined}
      onSend={({ text }) => {
        const note = text('note');
        return call(noteTestResult, {
          params: { remediationId: id },
          body: {
            version,
            deviceIds: targets,
            result: text('result') === 'bad' ? 'bad' : 'good',
            ...(note === '' ? {} : { note }),
          },
        });
      }}
    >
      <Choice
        name="result"
        label="Result"
        options={[
          { value: 'good', label: 'good' },
          { value: 'bad', label: 'not good' },
        ]}
      />
      <NoteField label="What was seen" required={false} />
    </OpensForm>
  );
}
