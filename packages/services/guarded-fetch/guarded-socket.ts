import { connect, type Socket } from 'node:net';
import { ServiceError } from '../service-error.ts';
import { type AllowedHosts, guardedLookup, requirePublicHost } from './address-guard.ts';

export interface SocketPlace {
  readonly host: string;
  readonly port: number;
  readonly allowPrivateHosts: AllowedHosts;
  readonly timeoutSeconds: number;
}

/**
 * Connects to what speaks no http, a mail server, under the same guard: no private address unless it is allowed, and the
 * address that was checked is the one that is connected to.
 *
 * @throws ServiceError `address-refused`, `unreachable`
 */
export function openGuardedSocket({ host, port, allowPrivateHosts, timeoutSeconds }: SocketPlace): Promise<Socket> {
  requirePublicHost({ hostname: host }, allowPrivateHosts);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: guardedLookup(allowPrivateHosts) });
    const failed = (error: Error): void => {
      socket.destroy();
      reject(
        error instanceof ServiceError
          ? error
          : new ServiceError('unreachable', `${host}:${port} cannot be reached: ${error.message}.`, { cause: error }),
      );
    };
    socket.setTimeout(timeoutSeconds * 1000, () => failed(new Error(`no answer within ${timeoutSeconds} s`)));
    socket.once('error', failed);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', failed);
      resolve(socket);
    });
  });
}
