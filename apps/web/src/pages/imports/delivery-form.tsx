import type { Team } from '@baton/domain/evidence/team.ts';
import { useState } from 'react';
import { useMe } from '../../session.ts';
import { Form, TextField } from '../../ui/form.tsx';
import { TeamChoice } from '../../ui/team-choice.tsx';
import type { DeliveryQuery, Inspection } from './delivery-query.ts';
import { MappingTable } from './mapping-table.tsx';

interface DeliveryFormProps {
  readonly inspection: Inspection;
  readonly onSend: (query: DeliveryQuery) => void;
}

/** What the file does not say itself: whose word it is, which device, what its columns mean. */
export function DeliveryForm({ inspection, onSend }: DeliveryFormProps) {
  const me = useMe();
  const [team, setTeam] = useState<Team>(inspection.team ?? me.team);
  const [changed, setChanged] = useState<Readonly<Record<string, string>>>({});
  const { mapping } = inspection;
  if (inspection.format === null) {
    return (
      <p className="small">
        {inspection.refusal === null
          ? 'Baton does not know this format. It reads a CSV of any patch tool, .nessus files (version 2), the CSV of findings of Tenable Vulnerability Management and debsecan’s output. An Excel workbook is saved as CSV first, an archive is unpacked.'
          : inspection.refusal}{' '}
        Nothing was sent.
      </p>
    );
  }
  return (
    <Form
      action="Import"
      onSend={async ({ text }) => {
        const at = text('at');
        onSend({
          team,
          ...(text('source') === '' ? {} : { source: text('source') }),
          ...(text('device') === '' ? {} : { device: text('device') }),
          ...(at === '' ? {} : { at: new Date(at).toISOString() }),
          ...(mapping ? { zone: Intl.DateTimeFormat().resolvedOptions().timeZone } : {}),
          ...(mapping ? { mapping: JSON.stringify(meaningsOf(mapping, changed)) } : {}),
        });
      }}
    >
      <div className="delivery-fields">
        <TeamChoice legend="Whose word is it?" initial={team} onChange={setTeam} name={`team-${inspection.format}`} />
        <TextField
          name="source"
          label="Source"
          description="Its name here; empty for the tool’s own"
          required={false}
          maxLength={100}
        />
        {inspection.needsDevice ? (
          <>
            <TextField name="device" label="Device" description="This format does not name it" maxLength={255} />
            <TextField name="at" label="Looked at" description="When the tool looked" type="datetime-local" />
          </>
        ) : null}
      </div>
      {mapping ? (
        <MappingTable
          mapping={mapping}
          changed={changed}
          onChange={(heading, meaning) => setChanged((before) => ({ ...before, [heading]: meaning }))}
        />
      ) : null}
    </Form>
  );
}

/** Every column's meaning, with the corrections in. */
function meaningsOf(
  mapping: NonNullable<Inspection['mapping']>,
  changed: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    mapping.columns.map((column) => [column.heading, changed[column.heading] ?? column.meaning]),
  );
}
