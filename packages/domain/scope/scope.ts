import { ATTRIBUTE_KINDS } from './attribute-kind.ts';

/** By what a set of devices is told: the operating system that their reports name, or an attribute. */
export const SCOPE_KINDS = ['os', ...ATTRIBUTE_KINDS] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

/** One kind with the values of which a device has at least one. */
export interface ScopeTerm {
  readonly kind: ScopeKind;
  readonly values: readonly string[];
}

/** Devices for which every term holds; none: all devices. Kinds in the order of SCOPE_KINDS, values sorted, each once. */
export type Scope = readonly ScopeTerm[];

export const ALL_DEVICES: Scope = [];

/**
 * Reads a scope as URLs, API and command line write it: `site:Berlin;os:Windows 10;tag:dmz`. Terms of one kind are
 * alternatives, kinds must all hold; `%`, `;` and `:` in a value are percent-encoded.
 */
export function parseScope(text: string): { readonly scope: Scope } | { readonly problem: string } {
  const found = new Map<ScopeKind, Set<string>>();
  for (const term of text.split(';').filter((part) => part.trim() !== '')) {
    const colon = term.indexOf(':');
    const kind = SCOPE_KINDS.find((known) => known === term.slice(0, Math.max(colon, 0)).trim());
    if (kind === undefined) {
      return {
        problem: `“${term}” is no part of a scope: write kind:value, the kind one of ${SCOPE_KINDS.join(', ')}`,
      };
    }
    const value = decoded(term.slice(colon + 1));
    if (value === null || value === '') return { problem: `“${term}” has no readable value after the colon` };
    found.set(kind, (found.get(kind) ?? new Set()).add(value));
  }
  return { scope: scopeOf(found) };
}

/** Writes a scope in its one form: equal scopes are equal texts. */
export function formatScope(scope: Scope): string {
  return scope.flatMap(({ kind, values }) => values.map((value) => `${kind}:${encoded(value)}`)).join(';');
}

function scopeOf(found: ReadonlyMap<ScopeKind, ReadonlySet<string>>): Scope {
  return SCOPE_KINDS.flatMap((kind) => {
    const values = found.get(kind);
    return values === undefined ? [] : [{ kind, values: [...values].sort() }];
  });
}

function encoded(value: string): string {
  return value.replace(/[%;:]/g, (sign) => encodeURIComponent(sign));
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return null;
  }
}
