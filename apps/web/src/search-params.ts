import { useRouter, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { z } from 'zod';
import { heldSearch } from './held-view.ts';

/** Page, page size and order, as every list keeps them in its address. */
export const tableSearch = {
  page: z.coerce.number().int().min(1).catch(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).catch(50).default(50),
  sort: z.string().max(60).optional().catch(undefined),
};

/** A word of the address, left out where it is empty. */
export const word = z.string().max(300).optional().catch(undefined);

/** "?a=1&b=x" → {a: '1', b: 'x'}: plain text, no JSON in addresses. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** What stands in the address, by the page's own schema, and how to change it. Defaults are left out; scope and day stay. */
export function usePageSearch<S extends z.ZodObject>(
  schema: S,
): readonly [z.output<S>, (patch: Partial<z.output<S>>) => void] {
  const raw = useSearch({ strict: false });
  const router = useRouter();
  const search = useMemo(() => schema.parse(raw), [schema, raw]);
  const change = (patch: Partial<z.output<S>>): void => {
    const defaults: Record<string, unknown> = schema.parse({});
    const next = Object.entries({ ...search, ...patch }).filter(([name, value]) => value !== defaults[name]);
    const held = heldSearch.parse(router.state.location.search);
    router.history.push(router.state.location.pathname + stringifySearch({ ...Object.fromEntries(next), ...held }));
  };
  return [search, change];
}
