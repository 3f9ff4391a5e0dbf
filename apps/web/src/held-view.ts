import { useRouter, useSearch } from '@tanstack/react-router';
import { createContext, useCallback, useContext, useMemo } from 'react';
import { z } from 'zod';
import { carry } from './urls.ts';

/** Of which devices, and of the end of which day, the pages speak. Absent: all devices, now. Every page holds both in its address. */
export const heldSearch = z.object({
  scope: z.string().max(1000).optional().catch(undefined),
  day: z.iso.date().optional().catch(undefined),
});
export type HeldView = z.output<typeof heldSearch>;

export const HeldViewContext = createContext<HeldView>({});

/** What stands in the address; read once for all pages, by the shell. */
export function useAddressView(): HeldView {
  const raw = useSearch({ strict: false });
  const { scope, day } = heldSearch.parse(raw);
  return useMemo(() => ({ ...(scope ? { scope } : {}), ...(day ? { day } : {}) }), [scope, day]);
}

/** The scope and day that this page is asked for, as the API takes them. */
export function useHeldView(): HeldView {
  return useContext(HeldViewContext);
}

/** An address of ours with the scope and day of this page. */
export function useCarried(address: string): string {
  return carry(address, useHeldView());
}

/** Goes to an address of ours; scope and day go along. */
export function useGo(): (address: string) => void {
  const router = useRouter();
  return useCallback(
    (address) => router.history.push(carry(address, heldSearch.parse(router.state.location.search))),
    [router],
  );
}
