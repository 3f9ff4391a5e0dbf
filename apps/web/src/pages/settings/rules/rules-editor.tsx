import type { ownRule } from '@baton/contract/rule-set.ts';
import { getRules, type RuleRow, type RuleSetState, saveRuleDraft } from '@baton/contract/rules.ts';
import { useState } from 'react';
import type { z } from 'zod';
import { call } from '../../../api/call.ts';
import { queryClient } from '../../../api/use-read.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ErrorPanel } from '../../../ui/states.tsx';
import { OwnRuleForm } from './own-rule-form.tsx';
import { RuleTable } from './rule-table.tsx';

type Document = RuleSetState['inForce']['document'];
type Own = z.infer<typeof ownRule>;

interface RulesEditorProps {
  readonly state: RuleSetState;
  readonly onDone: () => void;
}

/** The draft while it is changed: order, on and off, own rules. Nothing is kept before it is saved. */
export function RulesEditor({ state, onDone }: RulesEditorProps) {
  const from = state.draft ?? state.open ?? state.inForce;
  const [document, setDocument] = useState<Document>(from.document);
  const [own, setOwn] = useState<Own | 'new' | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const save = (): void => {
    setError(null);
    call(saveRuleDraft, { body: { document, seenRevision: state.draft?.revision ?? 0 } }).then((saved) => {
      queryClient.setQueriesData({ queryKey: [getRules.path] }, saved);
      onDone();
    }, setError);
  };
  const keep = (rule: Own): void => {
    setDocument((now) => withOwn(now, rule));
    setOwn(null);
  };
  return (
    <Panel
      title="Draft"
      note="changes nothing until it is previewed, offered and signed by both leads"
      aside={
        <>
          <Button onClick={() => setOwn('new')}>New own rule</Button>
          <Button onClick={onDone}>Leave</Button>
          <Button primary onClick={save}>
            Save the draft
          </Button>
        </>
      }
      className="clip"
    >
      {error ? <ErrorPanel error={error} /> : null}
      {own === null ? null : (
        <OwnRuleForm rule={own === 'new' ? null : own} facts={state.facts} onKeep={keep} onLeave={() => setOwn(null)} />
      )}
      <RuleTable
        rules={rowsOf(document, from.rules)}
        acts={(rule, at) =>
          rule.id === 'unexplained' ? (
            <span className="faint">always last</span>
          ) : (
            <RuleActs
              rule={rule}
              first={at === 0}
              last={at === document.order.length - 1}
              onMove={(by) => setDocument((now) => moved(now, at, by))}
              onSwitch={() => setDocument((now) => switched(now, rule.id))}
              onEdit={() => setOwn(document.own.find(({ id }) => id === rule.id) ?? null)}
              onRemove={() => setDocument((now) => without(now, rule.id))}
            />
          )
        }
      />
    </Panel>
  );
}

interface RuleActsProps {
  readonly rule: RuleRow;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onSwitch: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function RuleActs({ rule, first, last, onMove, onSwitch, onEdit, onRemove }: RuleActsProps) {
  return (
    <div className="row rule-acts">
      {rule.own ? <Button onClick={onEdit}>Edit</Button> : null}
      {rule.own ? <Button onClick={onRemove}>Take out</Button> : null}
      <Button onClick={onSwitch}>{rule.on ? 'Switch off' : 'Switch on'}</Button>
      <Button
        aria-label={`Try ${rule.label} earlier`}
        onClick={() => onMove(-1)}
        closed={first ? 'It is tried first' : undefined}
      >
        ↑
      </Button>
      <Button
        aria-label={`Try ${rule.label} later`}
        onClick={() => onMove(1)}
        closed={last ? 'Only unexplained comes after it' : undefined}
      >
        ↓
      </Button>
    </div>
  );
}

/** The rules as the document has them now, with the words that are known of them. */
function rowsOf(document: Document, known: readonly RuleRow[]): readonly RuleRow[] {
  const unexplained = known.filter(({ id }) => id === 'unexplained');
  const rows = document.order.flatMap((id) => {
    const own = document.own.find((rule) => rule.id === id);
    const row = known.find((rule) => rule.id === id);
    const on = !document.off.includes(id);
    if (own) return [{ ...own, own: true, positiveProof: false, on }];
    return row && !row.own ? [{ ...row, on }] : [];
  });
  return [...rows, ...unexplained];
}

function moved(document: Document, at: number, by: -1 | 1): Document {
  const [here, there] = [document.order[at], document.order[at + by]];
  if (here === undefined || there === undefined) return document;
  return { ...document, order: document.order.with(at, there).with(at + by, here) };
}

function switched(document: Document, id: RuleRow['id']): Document {
  const off = document.off.includes(id) ? document.off.filter((one) => one !== id) : [...document.off, id];
  return { ...document, off };
}

function without(document: Document, id: RuleRow['id']): Document {
  return {
    order: document.order.filter((one) => one !== id),
    off: document.off.filter((one) => one !== id),
    own: document.own.filter((one) => one.id !== id),
  };
}

function withOwn(document: Document, rule: Own): Document {
  const known = document.own.some(({ id }) => id === rule.id);
  const own = known ? document.own.map((one) => (one.id === rule.id ? rule : one)) : [...document.own, rule];
  return { ...document, own, order: known ? document.order : [...document.order, rule.id] };
}
