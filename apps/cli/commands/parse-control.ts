import { control as controlSchema } from '@baton/contract/exception-terms.ts';
import type { Control } from '@baton/domain/exceptions/control.ts';
import { CliError } from '../cli-error.ts';

/** A control as the command line writes it: `package-version:bash>=5.2`. */
export function parseControl(text: string): Control {
  const colon = text.indexOf(':');
  const parsed = controlSchema.safeParse(partsOf(text.slice(0, Math.max(0, colon)), text.slice(colon + 1)));
  if (parsed.success) return parsed.data;
  throw new CliError(
    'bad-option',
    `“${text}” is no control. Write package-absent:NAME, package-version:NAME>=VERSION, attribute:KIND=VALUE, report:SOURCE=DAYS or attest:DAYS=WORDS.`,
  );
}

function partsOf(kind: string, rest: string): unknown {
  const [left, right] = halves(rest, kind === 'package-version' ? '>=' : '=');
  switch (kind) {
    case 'package-absent':
      return { kind, name: rest };
    case 'package-version':
      return { kind, name: left, atLeast: right };
    case 'attribute':
      return { kind, attribute: left, value: right };
    case 'report':
      return { kind, source: left, maxAgeDays: Number(right) };
    case 'attest':
      return { kind: 'attestation', validDays: Number(left), statement: right };
    default:
      return null;
  }
}

function halves(text: string, sign: string): readonly [string, string] {
  const at = text.indexOf(sign);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + sign.length)];
}
