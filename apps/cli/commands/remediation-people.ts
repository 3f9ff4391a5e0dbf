import { listPeople } from '@baton/contract/people.ts';
import { assignRemediation, watchRemediation } from '@baton/contract/remediation-acts.ts';
import { commentOnRemediation } from '@baton/contract/remediation-moves.ts';
import { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { asPerson } from '../server/session-client.ts';
import { actOnRemediation } from './act-on-remediation.ts';
import { findRemediation } from './find-remediation.ts';

/** `baton remediation assign`: gives it to somebody of the team that holds the baton. */
export function remediationAssignCommand(): Command {
  return new Command('assign')
    .description('Give a remediation to somebody of the team that holds the baton, or to nobody')
    .argument('<fix>', 'the fix or the id of the remediation')
    .requiredOption('--to <person>', 'e-mail or name; "nobody" takes it back')
    .option('--note <words>', 'what they must know')
    .action(async (fix: string, { to, note }: { readonly to: string; readonly note?: string }) => {
      await actOnRemediation(fix, async (call, { id, version }) => {
        const { rows } = await call(listPeople, { query: { search: to === 'nobody' ? '' : to, pageSize: 500 } });
        const meant = rows.filter(({ email, name }) => email === to.toLowerCase() || name === to);
        if (to !== 'nobody' && meant.length !== 1) throw new CliError('bad-option', `Nobody, or several, are ${to}.`);
        const personId = to === 'nobody' ? null : (meant[0]?.personId ?? null);
        const body = { version, personId, ...(note === undefined ? {} : { note }) };
        return call(assignRemediation, { params: { remediationId: id }, body });
      });
    });
}

/** `baton remediation watch`: be told what happens to it. */
export function remediationWatchCommand(): Command {
  return new Command('watch')
    .description('Be told what happens to a remediation (baton for-me)')
    .argument('<fix>', 'the fix or the id of the remediation')
    .option('--stop', 'no longer')
    .action(async (fix: string, { stop }: { readonly stop?: boolean }) => {
      const { watching } = await asPerson(async (call) => {
        const { id } = await findRemediation(call, fix);
        return call(watchRemediation, { params: { remediationId: id }, body: { watch: stop !== true } });
      });
      process.stdout.write(watching ? 'You are told what happens to it.\n' : 'You are no longer told.\n');
    });
}

/** `baton remediation comment`: words in its timeline; @ and a name tells that person. */
export function remediationCommentCommand(): Command {
  return new Command('comment')
    .description('Write a comment; @ and a name or e-mail tells that person')
    .argument('<fix>', 'the fix or the id of the remediation')
    .argument('<words>', 'the comment')
    .action(async (fix: string, note: string) => {
      const call = await connect();
      const { id } = await findRemediation(call, fix);
      await call(commentOnRemediation, { params: { remediationId: id }, body: { note } });
      process.stdout.write('Written.\n');
    });
}
