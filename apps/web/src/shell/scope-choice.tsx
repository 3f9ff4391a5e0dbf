import { listScopes } from '@baton/contract/scope.ts';
import { formatScope, parseScope, type Scope, type ScopeKind } from '@baton/domain/scope/scope.ts';
import { formatCount, formatCounted } from '@baton/presentation/formats.ts';
import { SCOPE_KIND_WORDS, scopeWords } from '@baton/presentation/scope-words.ts';
import { type FormEvent, useState } from 'react';
import type { z } from 'zod';
import { useRead } from '../api/use-read.ts';
import { useHeldView } from '../held-view.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/states.tsx';
import { recentScopes } from './recent-scopes.ts';
import './scope-choice.css';

type Kind = z.output<typeof listScopes.response>['kinds'][number];

interface ScopeChoiceProps {
  readonly scope: Scope;
  readonly onShow: (scope: Scope) => void;
}

/** Values shown of each kind before more is asked for. */
const SHOWN = 6;

/** Chooses a scope: within a kind one of the values, and every kind. */
export function ScopeChoice({ scope, onShow }: ScopeChoiceProps) {
  const { day } = useHeldView();
  const scopes = useRead(listScopes, { query: { day } });
  const [chosen, setChosen] = useState(scope);
  const [find, setFind] = useState('');
  const send = (event: FormEvent): void => {
    event.preventDefault();
    onShow(chosen);
  };
  return (
    <form onSubmit={send}>
      <input
        className="scope-find"
        data-autofocus
        type="search"
        aria-label="Find a value"
        placeholder="Find a site, tag, system …"
        value={find}
        onChange={(event) => setFind(event.target.value)}
      />
      <div className="scope-kinds">
        <Recent onShow={onShow} hidden={find !== ''} />
        <Loaded query={scopes}>
          {({ kinds }) => {
            const found = kinds.map((kind) => narrowed(kind, find)).filter((kind) => kind.values.length > 0);
            return found.length === 0 ? (
              <p className="faint small scope-none">
                {find === ''
                  ? 'No device has an operating system, site, tag or group yet. Exports tell them, and a device’s page sets them.'
                  : `No value has “${find}” in it.`}
              </p>
            ) : (
              found.map((kind) => (
                <KindValues
                  key={kind.kind}
                  kind={kind}
                  all={find !== ''}
                  chosen={chosen.find((term) => term.kind === kind.kind)?.values ?? []}
                  onToggle={(value) => setChosen(toggled(chosen, kind.kind, value))}
                />
              ))
            );
          }}
        </Loaded>
      </div>
      <div className="choice-foot">
        <span className="quiet small">{scopeWords(formatScope(chosen))}</span>
        <span className="space" />
        {chosen.length === 0 && scope.length === 0 ? null : <Button onClick={() => onShow([])}>All devices</Button>}
        <Button type="submit">Show</Button>
      </div>
    </form>
  );
}

function narrowed(kind: Kind, find: string): Kind {
  const wanted = find.trim().toLowerCase();
  return { ...kind, values: kind.values.filter(({ value }) => value.toLowerCase().includes(wanted)) };
}

/** The scope with one more value, or one less. */
export function toggled(scope: Scope, kind: ScopeKind, value: string): Scope {
  const values = scope.find((term) => term.kind === kind)?.values ?? [];
  const next = values.includes(value) ? values.filter((each) => each !== value) : [...values, value].sort();
  const others = scope.filter((term) => term.kind !== kind);
  return next.length === 0 ? others : [...others, { kind, values: next }];
}

interface KindValuesProps {
  readonly kind: Kind;
  readonly all: boolean;
  readonly chosen: readonly string[];
  readonly onToggle: (value: string) => void;
}

function KindValues({ kind: { kind, values }, all, chosen, onToggle }: KindValuesProps) {
  const [more, setMore] = useState(all);
  const shown = values.filter(({ value }, index) => all || more || index < SHOWN || chosen.includes(value));
  return (
    <fieldset>
      <legend>{SCOPE_KIND_WORDS[kind]}</legend>
      {shown.map(({ value, devices }) => (
        <label key={value}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => onToggle(value)} />
          <span>{value}</span>
          <span className="faint">{formatCount(devices)}</span>
        </label>
      ))}
      {shown.length < values.length ? (
        <button type="button" className="link small" onClick={() => setMore(true)}>
          {formatCounted(values.length - shown.length, 'more', 'more')}
        </button>
      ) : null}
    </fieldset>
  );
}

function Recent({ onShow, hidden }: { readonly onShow: (scope: Scope) => void; readonly hidden: boolean }) {
  const recent = recentScopes();
  if (hidden || recent.length === 0) return null;
  const show = (text: string): void => {
    const read = parseScope(text);
    if ('scope' in read) onShow(read.scope);
  };
  return (
    <fieldset className="scope-recent">
      <legend>Shown lately</legend>
      {recent.map((text) => (
        <button key={text} type="button" onClick={() => show(text)}>
          {scopeWords(text)}
        </button>
      ))}
    </fieldset>
  );
}
