import type { AttributeKind } from '../scope/attribute-kind.ts';

/** A compensating control: what stands in for the fix, as a question that evidence answers again and again. */
export type Control =
  /** The software is not on the device, by an inventory that is not stale. */
  | { readonly kind: 'package-absent'; readonly name: string }
  /** The software is on the device, at this version or a later one. */
  | { readonly kind: 'package-version'; readonly name: string; readonly atLeast: string }
  /** The device has this attribute: `group: isolated`. */
  | { readonly kind: 'attribute'; readonly attribute: AttributeKind; readonly value: string }
  /** A source has told of the device within so many days. */
  | { readonly kind: 'report'; readonly source: string; readonly maxAgeDays: number }
  /** The owner says so, and says it again before so many days are over. */
  | { readonly kind: 'attestation'; readonly statement: string; readonly validDays: number };

export type ControlKind = Control['kind'];
export const CONTROL_KINDS: readonly ControlKind[] = [
  'package-absent',
  'package-version',
  'attribute',
  'report',
  'attestation',
];

/** "samba is not installed" */
export function controlSentence(control: Control): string {
  switch (control.kind) {
    case 'package-absent':
      return `${control.name} is not installed`;
    case 'package-version':
      return `${control.name} is installed at ${control.atLeast} or later`;
    case 'attribute':
      return `The device has ${control.attribute} ${control.value}`;
    case 'report':
      return `${control.source} has seen the device within ${counted(control.maxAgeDays)}`;
    case 'attestation':
      return `The owner attests every ${counted(control.validDays)}: ${control.statement}`;
  }
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
