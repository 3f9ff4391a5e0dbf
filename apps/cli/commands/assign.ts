import { assignCells } from '@baton/contract/disagreement-acts.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Command } from 'commander';
import { asPerson } from '../server/session-client.ts';
import { waitForWork } from '../server/wait-for-work.ts';
import { idOfPerson, previewText, type SelectionFlags, selectionOf, withSelection } from './work-selection.ts';

/** `baton assign`: gives cells to a person of one’s own team; a person signs in for it. */
export function assignCommand(): Command {
  const command = new Command('assign')
    .description('Assign cells to a person of the team that moves next; a person signs in for it')
    .argument('<person>', 'name or e-mail; "nobody" takes them back')
    .option('--dry-run', 'only say what would be done')
    .action(async (name: string, { dryRun, ...flags }: SelectionFlags & { readonly dryRun?: boolean }) => {
      await asPerson(async (call) => {
        const selection = await selectionOf(call, flags);
        if (dryRun === true) return void process.stdout.write(await previewText(call, 'assign', selection));
        const id = await idOfPerson(call, name);
        const { workId, ...done } = await call(assignCells, {
          body: { selection, personId: id === 'nobody' ? null : id },
        });
        if (workId !== null) await waitForWork(call, workId, 'The assignment');
        process.stdout.write(
          `${formatCounted(done.cells, 'cell')} on ${formatCounted(done.devices, 'device')}: ${name}.\n`,
        );
      });
    });
  return withSelection(command);
}
