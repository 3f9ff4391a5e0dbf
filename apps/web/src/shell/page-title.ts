import { useEffect, useSyncExternalStore } from 'react';

export interface Crumb {
  readonly label: string;
  readonly to: string;
}

export interface PageTitle {
  /** The way to here; the page itself is not in it. */
  readonly crumbs: readonly Crumb[];
  readonly title: string;
  /** Said after the title in grey. */
  readonly note?: string;
  /** The page has its own h1; the bar's title is then no heading. */
  readonly headed?: boolean;
  /** Said in the foot on paper: what the page's numbers go by. */
  readonly foot?: string;
  /** Which of the bar's two choices the page follows; of the others it is told that they do not count here. */
  readonly follows?: readonly ('scope' | 'day')[];
}

let current: PageTitle = { crumbs: [], title: '' };
const listeners = new Set<() => void>();

function set(title: PageTitle): void {
  current = title;
  document.title = title.title === '' ? 'Baton' : `${title.title} · Baton`;
  for (const each of listeners) each();
}

/** A page says where it stands; the bar at the top shows it. */
export function usePageTitle(title: PageTitle): void {
  const text = JSON.stringify(title);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text holds all of it
  useEffect(() => set({ follows: [], ...title }), [text]);
}

export function useShownTitle(): PageTitle {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
