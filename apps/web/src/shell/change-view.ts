import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type HeldView, useGo } from '../held-view.ts';
import { stringifySearch } from '../search-params.ts';

/** Shows the same page for other devices or another day; a list begins again at its first page. */
export function useChangeView(): (patch: HeldView) => void {
  const go = useGo();
  const router = useRouter();
  return useCallback(
    (patch) => {
      const { pathname, search } = router.state.location;
      go(pathname + stringifySearch({ ...search, page: undefined, ...patch }));
    },
    [go, router],
  );
}
