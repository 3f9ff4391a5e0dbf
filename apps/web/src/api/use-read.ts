import type { Route } from '@baton/contract/route.ts';
import { keepPreviousData, QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { refreshNow } from '../ui/use-now.ts';
import { ApiError } from './api-error.ts';
import { type CallOptions, call } from './call.ts';

/** Everything that was read, kept while pages come and go. Live events mark what is no longer true. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (count, error) => error instanceof ApiError && (error.status === 0 || error.status >= 502) && count < 5,
      retryDelay: (count) => Math.min(10_000, 500 * 2 ** count),
      refetchOnWindowFocus: true,
    },
  },
});

/** Key of everything that was read from a path, so that live events can name it. */
export function keyOf(path: string, ...rest: readonly unknown[]): readonly unknown[] {
  return [path, ...rest];
}

interface ReadOptions<P, Q> extends Omit<CallOptions<P, Q, never>, 'body' | 'signal'> {
  readonly enabled?: boolean;
  /** Keep the rows of the page before while the next one comes. */
  readonly keep?: boolean;
  /** Read again every so many ms, where no live event tells of changes. */
  readonly every?: number | false;
}

/** Reads a route and keeps it fresh. */
export function useRead<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  { enabled = true, keep = false, every = false, ...options }: ReadOptions<P, Q> = {},
): UseQueryResult<z.output<R>, Error> {
  return useQuery<z.output<R>, Error>({
    queryKey: keyOf(route.path, options.params ?? null, options.query ?? null),
    queryFn: async ({ signal }) => {
      const answer = await call(route, { ...options, signal });
      refreshNow();
      return answer;
    },
    enabled,
    refetchInterval: every,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}
