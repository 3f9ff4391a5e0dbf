import { ServiceError } from '@baton/services/service-error.ts';
import type { FastifyRequest } from 'fastify';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a request that another site may have made a browser send. What changes something needs:
 * - `x-baton: 1`, which a page of another origin cannot set without our leave (which nobody gets), and
 * - where the browser says where it comes from (Origin, Sec-Fetch-Site), our own origin.
 *
 * A request that carries its own key (`Authorization`) proves intent by it; a cookie does not.
 */
export function requireSameOrigin(request: FastifyRequest): void {
  if (SAFE_METHODS.has(request.method) || request.headers.authorization !== undefined) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const elsewhere =
    (origin !== undefined && !isOwnOrigin(origin, request)) || (site !== undefined && site !== 'same-origin');
  if (elsewhere)
    throw new ServiceError('not-permitted', 'This request comes from another site and is refused.', {
      where: 'header origin',
    });
  // Without a cookie and not from a page (an agent that enrols, a script) there is no trust that could be misused.
  const couldBeMisused = request.headers.cookie !== undefined || origin !== undefined;
  if (couldBeMisused && request.headers['x-baton'] !== '1') {
    throw new ServiceError('not-permitted', 'This request lacks the header "x-baton: 1".', { where: 'header x-baton' });
  }
}

function isOwnOrigin(origin: string, request: FastifyRequest): boolean {
  // The scheme is left out: a proxy that ends TLS may not tell, and the host alone is what another site cannot have.
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
