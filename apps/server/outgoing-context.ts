import type { SendContext } from '@baton/services/deliveries/send-context.ts';
import type { TracksContext } from '@baton/services/tracks/run-syncs.ts';
import { printPage } from './printing/print-page.ts';
import { relayContext } from './relay-context.ts';
import type { ServerContext } from './server-context.ts';

/** What sending to other tools works with in this process. The leadership page is printed once for all who get it together. */
export function sendContext({ config, publicUrl, ownUrl, passes }: ServerContext): SendContext {
  let printed: Promise<Buffer> | undefined;
  return {
    allowPrivateHosts: config.allowPrivateHosts,
    publicUrl: publicUrl(),
    timeZone: Temporal.Now.timeZoneId(),
    // A process that only works serves no page that its Chromium could print.
    printLeadership:
      config.role === 'worker'
        ? null
        : () => (printed ??= printPage(`${ownUrl()}/shared#${passes.make()}`, AbortSignal.timeout(120_000))),
  };
}

export function tracksContext({ db, config, publicUrl }: ServerContext): TracksContext {
  return {
    relay: () => relayContext(db),
    allowPrivateHosts: config.allowPrivateHosts,
    publicUrl: publicUrl(),
  };
}
