import type { Route } from '@baton/contract/route.ts';
import type { z } from 'zod';
import { errorFrom, unreachable } from './api-error.ts';
import { addressOf, parseAnswer } from './call.ts';

interface UploadOptions<P, Q> {
  readonly params?: P extends z.ZodType ? z.input<P> : never;
  readonly query?: Q extends z.ZodType ? z.input<Q> : never;
  readonly file: Blob;
  readonly signal?: AbortSignal;
  /** Told while the bytes go out: how many of how many. */
  readonly onProgress?: (sent: number, total: number) => void;
}

/** Sends a file as the body of a route. XMLHttpRequest, because fetch does not tell how much has gone out. */
export function upload<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  { file, signal, onProgress, ...address }: UploadOptions<P, Q>,
): Promise<z.output<R>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(route.method, addressOf(route, address));
    request.setRequestHeader('x-baton', '1');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total);
    request.onerror = () => reject(unreachable(null));
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    request.onload = () => {
      if (request.status < 200 || request.status > 299) return reject(errorFrom(request.status, request.responseText));
      try {
        resolve(parseAnswer(route, request.responseText));
      } catch (error) {
        reject(error);
      }
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
