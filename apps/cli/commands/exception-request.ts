import { requestException } from '@baton/contract/exception-acts.ts';
import { previewException } from '@baton/contract/exceptions.ts';
import {
  EXCEPTION_REASONS,
  type ExceptionReason,
  RISK_LEVELS,
  type RiskLevel,
} from '@baton/domain/exceptions/exception-reason.ts';
import { formatCounted } from '@baton/presentation/formats.ts';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { connect } from '../server/connect.ts';
import { parseControl } from './parse-control.ts';
import { timeOf } from './time-option.ts';
import { idOfPerson } from './work-selection.ts';

interface Flags {
  readonly fix?: string;
  readonly product?: string;
  readonly device: readonly string[];
  readonly scope?: string;
  readonly control: readonly string[];
  readonly reason: ExceptionReason;
  readonly why: string;
  readonly risk: RiskLevel;
  readonly riskWords: string;
  readonly owner: string;
  readonly until: string;
  readonly from?: string;
  readonly revisit?: string;
  readonly epss?: string;
  readonly dryRun?: boolean;
}

/** `baton exception request`: asks for one; both teams then sign it. */
export function exceptionRequestCommand(): Command {
  return new Command('request')
    .description('Ask for an exception: it holds when one person of each team has signed it')
    .option('--fix <fix>', 'the fix: KB5044273, or "openssl 3.0.14-1~deb12u2"')
    .option('--product <product>', 'every fix of a product while it lasts: pkg:openssl')
    .option('--device <name>', 'name or id of a device; may be given more than once', collect, [])
    .option('--scope <scope>', 'the devices of a scope as it is now: site:Berlin;tag:dmz')
    .requiredOption(
      '--control <control>',
      'what stands in for the fix, more than once: package-absent:samba, package-version:bash>=5.2, attribute:group=isolated, "report:Nessus=7", "attest:30=The port is closed"',
      collect,
      [],
    )
    .addOption(new Option('--reason <reason>', 'why').choices([...EXCEPTION_REASONS]).makeOptionMandatory())
    .requiredOption('--why <words>', 'why, in words')
    .addOption(new Option('--risk <level>', 'what is left at risk').choices([...RISK_LEVELS]).makeOptionMandatory())
    .requiredOption('--risk-words <words>', 'what is left at risk, in words')
    .requiredOption('--owner <person>', 'who answers for it: name or e-mail')
    .requiredOption('--until <day>', 'when it ends: 2027-01-31, or a time with Z')
    .option('--from <day>', 'when it begins; with the second signature unless told')
    .option('--revisit <day>', 'when it comes back to its owner; two weeks before its end unless told')
    .option('--epss <score>', 'from which EPSS it is reopened, above 0 to 1')
    .option('--dry-run', 'only say what it would set aside')
    .action(request);
}

async function request(flags: Flags): Promise<void> {
  const call = await connect();
  const wish = { target: targetOf(flags), devices: devicesOf(flags), controls: flags.control.map(parseControl) };
  if (flags.dryRun === true) {
    const seen = await call(previewException, { body: wish });
    const lines = [
      `${formatCounted(seen.cells, 'cell')} on ${formatCounted(seen.devices, 'device')}: ${seen.examples.join(', ')}`,
      `Known: ${seen.urgency.kev.length === 0 ? 'not in KEV' : `in KEV: ${seen.urgency.kev.join(', ')}`}, EPSS ${seen.urgency.epss ?? 'not known'}, SSVC ${seen.urgency.ssvc ?? 'not known'}, ${formatCounted(seen.urgency.exposed.length, 'exposed device')}`,
      ...seen.goesOnFrom.map(
        ({ name, endedAt, renewals }) =>
          `Anew after ${name}, which ended on ${endedAt.slice(0, 10)}: it counts as renewal ${renewals + 1}`,
      ),
      ...seen.controls.map(
        ({ sentence, holding, devices }) => `${sentence}: shown on ${holding} of ${devices} devices`,
      ),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
    return;
  }
  const asked = await call(requestException, {
    body: {
      ...wish,
      reason: flags.reason,
      words: flags.why,
      risk: { level: flags.risk, words: flags.riskWords },
      ownerId: await idOfPerson(call, flags.owner),
      until: timeOf(flags.until),
      ...(flags.from === undefined ? {} : { from: timeOf(flags.from) }),
      ...(flags.revisit === undefined ? {} : { revisit: timeOf(flags.revisit) }),
      ...(flags.epss === undefined ? {} : { epssThreshold: Number(flags.epss) }),
    },
  });
  process.stdout.write(
    `${asked.name} waits for both teams, on ${formatCounted(asked.devices, 'device')}: baton exception sign ${asked.name}\n`,
  );
}

function targetOf({ fix, product }: Flags) {
  if (fix !== undefined && product === undefined) return { kind: 'fix', fix } as const;
  if (product !== undefined && fix === undefined) return { kind: 'product', product } as const;
  throw new CliError('bad-option', 'Name one: --fix or --product.');
}

function devicesOf({ device, scope }: Flags) {
  if (scope !== undefined && device.length === 0) return { scope };
  if (scope === undefined && device.length > 0) return { names: [...device] };
  throw new CliError('bad-option', 'Name the devices: --device, more than once, or --scope.');
}

export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
