import { notePart, setParts } from '@baton/contract/remediation-acts.ts';
import { partKind } from '@baton/contract/remediation-work.ts';
import type { RemediationDetail } from '@baton/contract/remediations.ts';
import { formatCount, formatFraction } from '@baton/presentation/formats.ts';
import { call } from '../../api/call.ts';
import { Choice, TextField } from '../../ui/form.tsx';
import { Panel } from '../../ui/panel.tsx';
import { NoteField, OpensForm, stayOf } from './opens-form.tsx';

interface PartsPanelProps {
  readonly remediation: RemediationDetail;
  readonly chosen: ReadonlySet<string>;
}

type Part = RemediationDetail['work']['parts'][number];

const KIND_WORDS: Readonly<Record<Part['kind'], string>> = {
  package: 'package',
  registry: 'registry value',
  'service-restart': 'service restart',
  reboot: 'reboot',
  cleanup: 'cleanup',
  other: 'other step',
};

/** The parts of the fix, each with the devices on which it is done. It closes when all are. */
export function PartsPanel({ remediation, chosen }: PartsPanelProps) {
  const { parts } = remediation.work;
  const change = stayOf(remediation, 'set-parts');
  if (parts.length === 0 && (change === undefined || change.why !== null)) return null;
  return (
    <Panel title="Parts of the fix">
      <div className="panel-body stack small">
        {parts.length === 0 ? (
          <p className="quiet">One: the fix itself. Add what else it needs, such as a registry value or a cleanup.</p>
        ) : (
          <ul className="fix-parts">
            {parts.map((part) => (
              <PartRow key={part.id} part={part} remediation={remediation} chosen={chosen} />
            ))}
          </ul>
        )}
        <AddPart remediation={remediation} />
      </div>
    </Panel>
  );
}

function PartRow({ part, remediation, chosen }: PartsPanelProps & { readonly part: Part }) {
  const { id, version } = remediation;
  const more = part.done.denominator - part.done.numerator - part.left.length;
  return (
    <li>
      <p>
        <b>{part.words}</b> <span className="faint">{KIND_WORDS[part.kind]}</span>
        <br />
        <span className="quiet">
          Done on {formatFraction(part.done)}
          {part.left.length > 0
            ? `; not on ${part.left.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`
            : ''}
        </span>
      </p>
      <OpensForm
        label={chosen.size > 0 ? `Done on ${formatCount(chosen.size)}` : 'Done on all'}
        stay={stayOf(remediation, 'part-done')}
        onSend={({ text }) => {
          const note = text('note');
          return call(notePart, {
            params: { remediationId: id },
            body: {
              version,
              part: part.id,
              ...(chosen.size > 0 ? { deviceIds: [...chosen] } : {}),
              ...(note === '' ? {} : { note }),
            },
          });
        }}
      >
        <p className="quiet">Your word counts as deploying: you cannot verify this fix afterwards.</p>
        <NoteField label="Note" required={false} />
      </OpensForm>
    </li>
  );
}

function AddPart({ remediation }: { readonly remediation: RemediationDetail }) {
  const { id, version, work } = remediation;
  const kept = work.parts.map(({ kind, words }) => ({ kind, words }));
  return (
    <div className="row wrap">
      <OpensForm
        label="Add a part"
        stay={stayOf(remediation, 'set-parts')}
        onSend={({ text }) =>
          call(setParts, {
            params: { remediationId: id },
            body: { version, parts: [...kept, { kind: partKind.parse(text('kind')), words: text('words') }] },
          })
        }
      >
        <Choice
          name="kind"
          label="Kind"
          initial="registry"
          options={partKind.options.map((value) => ({ value, label: KIND_WORDS[value] }))}
        />
        <TextField name="words" label="What is to be done" maxLength={300} placeholder="FeatureSettingsOverride = 72" />
      </OpensForm>
      {kept.length > 0 ? (
        <OpensForm
          label="Take the last one away"
          stay={stayOf(remediation, 'set-parts')}
          onSend={() => call(setParts, { params: { remediationId: id }, body: { version, parts: kept.slice(0, -1) } })}
        >
          <p>“{kept.at(-1)?.words}” is no part of the fix any more. What was said of it stays in the timeline.</p>
        </OpensForm>
      ) : null}
    </div>
  );
}
