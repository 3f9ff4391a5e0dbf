import { getRules, offerRules } from '@baton/contract/rules.ts';
import { Command } from 'commander';
import { connect } from '../server/connect.ts';

/** `baton rules offer`: fixes the draft’s text as a version that both leads may sign. */
export function rulesOfferCommand(): Command {
  return new Command('offer')
    .description('Offer the previewed draft to both leads for signing')
    .requiredOption('--note <words>', 'what changes and why; the other lead reads it first')
    .action(async ({ note }: { readonly note: string }) => {
      const call = await connect();
      const seenRevision = (await call(getRules)).draft?.revision ?? 0;
      const { open } = await call(offerRules, { body: { seenRevision, note } });
      process.stdout.write(`Version ${open?.version} waits for the signatures of both leads.\n`);
    });
}
