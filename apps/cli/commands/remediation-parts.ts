import { notePart, setParts } from '@baton/contract/remediation-acts.ts';
import { partKind } from '@baton/contract/remediation-work.ts';
import { Command, InvalidArgumentError } from 'commander';
import { connect } from '../server/connect.ts';
import { tableText } from '../terminal/print-table.ts';
import { actOnRemediation } from './act-on-remediation.ts';
import { devicesNamed, devicesOf } from './find-devices.ts';
import { findRemediation } from './find-remediation.ts';

type Part = Parameters<typeof partsBody>[0][number];

/** `baton remediation parts`: of what a fix consists, and on how many devices each part is done. */
export function remediationPartsCommand(): Command {
  const parts = new Command('parts').description('The parts of a fix: package, registry value, reboot, cleanup');
  parts
    .command('list', { isDefault: true })
    .description('List the parts with the devices on which they are done')
    .argument('<fix>', 'the fix or the id of the remediation')
    .action(async (fix: string) => {
      const { work } = await findRemediation(await connect(), fix);
      const columns = [
        { heading: 'PART', of: (part: (typeof work.parts)[number]) => part.id },
        { heading: 'WHAT', of: (part: (typeof work.parts)[number]) => part.words },
        {
          heading: 'DONE ON',
          number: true as const,
          of: ({ done }: (typeof work.parts)[number]) => `${done.numerator}/${done.denominator}`,
        },
      ];
      process.stdout.write(tableText(work.parts, columns, 'It has one: the fix itself.'));
    });
  parts
    .command('set')
    .description('Say of which parts the fix consists')
    .argument('<fix>', 'the fix or the id of the remediation')
    .argument('[parts...]', 'each as KIND:WORDS, for example "registry:FeatureSettingsOverride = 72"')
    .action(async (fix: string, given: string[]) => {
      const said = given.map(partNamed);
      await actOnRemediation(fix, (call, { id, version }) =>
        call(setParts, { params: { remediationId: id }, body: { version, parts: partsBody(said) } }),
      );
    });
  parts
    .command('done')
    .description('Say that a part is done on devices; whoever says so cannot verify')
    .argument('<fix>', 'the fix or the id of the remediation')
    .argument('<part>', 'its id, as "list" shows it')
    .option('--device <names...>', 'on these; on all where left out')
    .option('--not', 'it is not done after all')
    .action(async (fix: string, part: string, flags: { readonly device?: string[]; readonly not?: boolean }) => {
      await actOnRemediation(fix, async (call, { id, version }) => {
        const { device } = flags;
        const named = device === undefined ? {} : { deviceIds: devicesNamed(await devicesOf(call, id), device) };
        return call(notePart, {
          params: { remediationId: id },
          body: { version, part, done: flags.not !== true, ...named },
        });
      });
    });
  return parts;
}

function partsBody(parts: readonly { readonly kind: (typeof partKind.options)[number]; readonly words: string }[]) {
  return parts.map((part) => ({ ...part }));
}

function partNamed(text: string): Part {
  const [kind = '', ...words] = text.split(':');
  const known = partKind.safeParse(kind);
  if (known.success && words.length > 0) return { kind: known.data, words: words.join(':').trim() };
  throw new InvalidArgumentError(`"${text}" is not KIND:WORDS; kinds are ${partKind.options.join(', ')}.`);
}
