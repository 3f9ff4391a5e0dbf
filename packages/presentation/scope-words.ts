import { parseScope, type ScopeKind } from '@baton/domain/scope/scope.ts';

/** The kinds of a scope as people read them. */
export const SCOPE_KIND_WORDS: Record<ScopeKind, string> = {
  os: 'Operating system',
  group: 'Group',
  tag: 'Tag',
  site: 'Site',
  criticality: 'Criticality',
  owner: 'Owner',
  unit: 'Business unit',
  exposure: 'Exposure',
};

/** Kinds whose values say by themselves what they are; of the others the kind stands before them. */
const SPEAKS_FOR_ITSELF: ReadonlySet<ScopeKind> = new Set(['os', 'group', 'site', 'owner', 'unit']);

/** One or more values of a kind as people read them: "Berlin or Bonn", "criticality high". */
export function kindWords(kind: ScopeKind, values: readonly string[]): string {
  const words = values.join(' or ');
  return SPEAKS_FOR_ITSELF.has(kind) ? words : `${SCOPE_KIND_WORDS[kind].toLowerCase()} ${words}`;
}

/** A scope's text as people read it: "Berlin or Bonn, tag dmz"; "All devices" where nothing narrows it. */
export function scopeWords(text: string | undefined): string {
  const read = parseScope(text ?? '');
  if ('problem' in read) return text ?? '';
  if (read.scope.length === 0) return 'All devices';
  return read.scope.map(({ kind, values }) => kindWords(kind, values)).join(', ');
}
