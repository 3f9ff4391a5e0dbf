import { listSources } from '@baton/contract/imports.ts';
import { CONTROL_KINDS, type Control, type ControlKind, controlSentence } from '@baton/domain/exceptions/control.ts';
import { ATTRIBUTE_KINDS, type AttributeKind } from '@baton/domain/scope/attribute-kind.ts';
import { SCOPE_KIND_WORDS } from '@baton/presentation/scope-words.ts';
import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRead } from '../../api/use-read.ts';
import { Button } from '../../ui/button.tsx';

const KIND_WORDS: Readonly<Record<ControlKind, string>> = {
  'package-absent': 'software is not installed',
  'package-version': 'software is at a version or later',
  attribute: 'the device has an attribute',
  report: 'a source has seen the device lately',
  attestation: 'the owner attests it',
};

const MOST = 5;

interface ControlsEditorProps {
  readonly controls: readonly Control[];
  readonly onChange: (controls: readonly Control[]) => void;
}

/** What stands in for the fix: one to five questions that evidence answers on every device, again and again. */
export function ControlsEditor({ controls, onChange }: ControlsEditorProps) {
  const [draft, setDraft] = useState<Control>(emptyOf('package-absent'));
  const closed = controls.length >= MOST ? `At most ${MOST}` : isWhole(draft) ? undefined : 'Fill it in first';
  return (
    <fieldset className="exception-controls-editor">
      <legend>What stands in for the fix</legend>
      <ol>
        {controls.map((control, index) => (
          <li key={controlSentence(control)} className="row">
            <span>{controlSentence(control)}</span>
            <Button onClick={() => onChange(controls.filter((_, at) => at !== index))}>Remove</Button>
          </li>
        ))}
      </ol>
      <div className="exception-control">
        <label className="choice">
          <span>Kind</span>
          <select
            className="select"
            value={draft.kind}
            onChange={(event) => {
              const kind = CONTROL_KINDS.find((one) => one === event.target.value);
              if (kind !== undefined) setDraft(emptyOf(kind));
            }}
          >
            {CONTROL_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_WORDS[kind]}
              </option>
            ))}
          </select>
        </label>
        <ControlFields control={draft} onChange={setDraft} />
        <Button
          closed={closed}
          onClick={() => {
            onChange([...controls, draft]);
            setDraft(emptyOf(draft.kind));
          }}
        >
          Add
        </Button>
      </div>
    </fieldset>
  );
}

interface ControlFieldsProps {
  readonly control: Control;
  readonly onChange: (control: Control) => void;
}

function ControlFields({ control, onChange }: ControlFieldsProps) {
  switch (control.kind) {
    case 'package-absent':
      return <Text label="Software" value={control.name} onChange={(name) => onChange({ ...control, name })} />;
    case 'package-version':
      return (
        <>
          <Text label="Software" value={control.name} onChange={(name) => onChange({ ...control, name })} />
          <Text label="At least" value={control.atLeast} onChange={(atLeast) => onChange({ ...control, atLeast })} />
        </>
      );
    case 'attribute':
      return (
        <>
          <AttributeChoice kind={control.attribute} onChange={(attribute) => onChange({ ...control, attribute })} />
          <Text label="Is" value={control.value} onChange={(value) => onChange({ ...control, value })} />
        </>
      );
    case 'report':
      return (
        <>
          <SourceChoice source={control.source} onChange={(source) => onChange({ ...control, source })} />
          <Days
            label="Within days"
            days={control.maxAgeDays}
            onChange={(maxAgeDays) => onChange({ ...control, maxAgeDays })}
          />
        </>
      );
    case 'attestation':
      return (
        <>
          <Text
            label="What the owner says"
            value={control.statement}
            onChange={(statement) => onChange({ ...control, statement })}
          />
          <Days
            label="Good for days"
            days={control.validDays}
            onChange={(validDays) => onChange({ ...control, validDays })}
          />
        </>
      );
  }
}

function emptyOf(kind: ControlKind): Control {
  switch (kind) {
    case 'package-absent':
      return { kind, name: '' };
    case 'package-version':
      return { kind, name: '', atLeast: '' };
    case 'attribute':
      return { kind, attribute: 'group', value: '' };
    case 'report':
      return { kind, source: '', maxAgeDays: 7 };
    case 'attestation':
      return { kind, statement: '', validDays: 30 };
  }
}

function isWhole(control: Control): boolean {
  return Object.values(control).every((value) => (typeof value === 'string' ? value.trim() !== '' : value >= 1));
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Text({ label, value, onChange }: TextProps) {
  return <TextInput label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

interface DaysProps {
  readonly label: string;
  readonly days: number;
  readonly onChange: (days: number) => void;
}

function Days({ label, days, onChange }: DaysProps) {
  return (
    <NumberInput
      label={label}
      value={days}
      min={1}
      max={366}
      w={110}
      hideControls
      onChange={(value) => onChange(typeof value === 'number' ? value : 0)}
    />
  );
}

function AttributeChoice({
  kind,
  onChange,
}: {
  readonly kind: AttributeKind;
  readonly onChange: (kind: AttributeKind) => void;
}) {
  return (
    <label className="choice">
      <span>Attribute</span>
      <select
        className="select"
        value={kind}
        onChange={(event) => {
          const chosen = ATTRIBUTE_KINDS.find((one) => one === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {ATTRIBUTE_KINDS.map((one) => (
          <option key={one} value={one}>
            {SCOPE_KIND_WORDS[one]}
          </option>
        ))}
      </select>
    </label>
  );
}

function SourceChoice({ source, onChange }: { readonly source: string; readonly onChange: (source: string) => void }) {
  const sources = useRead(listSources, { query: { pageSize: 500 } }).data?.rows ?? [];
  return (
    <label className="choice">
      <span>Source</span>
      <select className="select" value={source} onChange={(event) => onChange(event.target.value)}>
        <option value="">choose one</option>
        {sources.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
