import type { DeviceDetail } from '@baton/contract/devices.ts';
import { attributeKind, changeDeviceAttributes, type DeviceAttribute } from '@baton/contract/scope.ts';
import {
  ATTRIBUTE_KINDS,
  type AttributeKind,
  MANY_VALUED,
  MOST_VALUE_LENGTH,
} from '@baton/domain/scope/attribute-kind.ts';
import { formatScope } from '@baton/domain/scope/scope.ts';
import { SCOPE_KIND_WORDS } from '@baton/presentation/scope-words.ts';
import { useState } from 'react';
import { call } from '../../api/call.ts';
import { queryClient } from '../../api/use-read.ts';
import { useMe } from '../../session.ts';
import { Choice, Form, TextField } from '../../ui/form.tsx';
import { Icon } from '../../ui/icons.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Stamp } from '../../ui/stamp.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import { urls } from '../../urls.ts';
import { closedFor, firstOpen } from './attribute-rights.ts';

interface AttributesPanelProps {
  readonly device: DeviceDetail;
  /** A day gone by is shown as it was; nothing is set there. */
  readonly past: boolean;
}

/** Site, owner, criticality and the like: what scopes are made of, who told it, and setting it. */
export function AttributesPanel({ device, past }: AttributesPanelProps) {
  const [error, setError] = useState<Error | null>(null);
  const { deviceId, attributes } = device;
  const kinds = ATTRIBUTE_KINDS.filter((kind) => attributes.some((each) => each.kind === kind));
  const remove = async ({ kind, value }: DeviceAttribute): Promise<void> => {
    setError(null);
    try {
      await send(deviceId, { remove: [{ kind, value }] });
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return (
    <Panel title="Told of it" note="what scopes are made of">
      {kinds.length === 0 ? (
        <p className="faint small panel-body">No site, owner, tag or the like is told of this device.</p>
      ) : (
        <dl className="facts panel-body attributes">
          {kinds.map((kind) => (
            <Values
              key={kind}
              kind={kind}
              values={attributes.filter((each) => each.kind === kind)}
              onRemove={past ? undefined : (each) => void remove(each)}
            />
          ))}
        </dl>
      )}
      {error ? <ErrorPanel error={error} /> : null}
      {past ? null : <SetOne deviceId={deviceId} />}
    </Panel>
  );
}

interface Change {
  readonly set?: { kind: AttributeKind; value: string }[];
  readonly remove?: { kind: AttributeKind; value?: string }[];
}

async function send(deviceId: string, body: Change): Promise<void> {
  await call(changeDeviceAttributes, { params: { deviceId }, body });
  await queryClient.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/api/devices') });
}

interface ValuesProps {
  readonly kind: AttributeKind;
  readonly values: readonly DeviceAttribute[];
  readonly onRemove: ((attribute: DeviceAttribute) => void) | undefined;
}

function Values({ kind, values, onRemove }: ValuesProps) {
  const me = useMe();
  return (
    <>
      <dt>{SCOPE_KIND_WORDS[kind]}</dt>
      <dd>
        <ul>
          {values.map((each) => (
            <li key={each.value} className="row">
              <span className="attribute">
                <PageLink className="link" to={urls.devices({ scope: formatScope([{ kind, values: [each.value] }]) })}>
                  {each.value}
                </PageLink>
                <small>
                  {each.toldBy}, <Stamp at={each.since} />
                </small>
              </span>
              <span className="space" />
              {onRemove && closedFor(me, kind) === undefined ? (
                <button
                  type="button"
                  className="remove"
                  aria-label={`Remove ${SCOPE_KIND_WORDS[kind].toLowerCase()} ${each.value}`}
                  onClick={() => onRemove(each)}
                >
                  <Icon name="cross" />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

function SetOne({ deviceId }: { readonly deviceId: string }) {
  const me = useMe();
  const [kind, setKind] = useState<AttributeKind>(firstOpen(me));
  const [sent, setSent] = useState(0);
  return (
    <div className="panel-body set-attribute">
      <Form
        key={sent}
        action={MANY_VALUED.has(kind) ? 'Add' : 'Set'}
        inline
        primary={false}
        closed={closedFor(me, kind)}
        onSend={async (values) => {
          const wanted = attributeKind.parse(values.text('kind'));
          await send(deviceId, { set: [{ kind: wanted, value: values.text('value') }] });
          setSent((times) => times + 1);
        }}
      >
        <KindChoice kind={kind} onChange={setKind} />
        <TextField name="value" label="Value" maxLength={MOST_VALUE_LENGTH} />
      </Form>
    </div>
  );
}

/** One of the kinds of what is told of devices. */
export function KindChoice({
  kind,
  onChange,
}: {
  readonly kind: AttributeKind;
  readonly onChange: (kind: AttributeKind) => void;
}) {
  return (
    <Choice
      name="kind"
      label="What"
      initial={kind}
      onChange={onChange}
      options={ATTRIBUTE_KINDS.map((value) => ({ value, label: SCOPE_KIND_WORDS[value] }))}
    />
  );
}
