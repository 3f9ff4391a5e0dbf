import type { AllowedHosts } from './address-guard.ts';
import { type FetchToSend, guardedFetch } from './guarded-fetch.ts';

const TIMEOUT_SECONDS = 20;
const MOST_BYTES = 4 * 1024 * 1024;

export interface TextAnswer {
  readonly status: number;
  readonly text: string;
  /** Seconds after which the other side wants to be asked again (RFC 9110, 10.2.3); null where it does not say. */
  readonly retryAfterSeconds: number | null;
}

/** Sends a request to another tool and reads its whole answer as text. @throws ServiceError as `guardedFetch` does */
export function fetchText(
  address: string,
  send: FetchToSend,
  { allowPrivateHosts, authority }: { readonly allowPrivateHosts: AllowedHosts; readonly authority?: string | null },
): Promise<TextAnswer> {
  const limits = {
    allowPrivateHosts,
    mostBytes: MOST_BYTES,
    timeoutSeconds: TIMEOUT_SECONDS,
    send,
    ...(authority === undefined ? {} : { authority }),
  };
  return guardedFetch(address, limits, async ({ status, headers, body }) => {
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    return {
      status,
      text: Buffer.concat(parts).toString('utf8'),
      retryAfterSeconds: secondsOf(headers['retry-after']),
    };
  });
}

function secondsOf(value: string | string[] | undefined): number | null {
  if (typeof value !== 'string') return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
