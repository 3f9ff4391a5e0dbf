import { type AttributeKind, MANY_VALUED } from './attribute-kind.ts';

export interface AttributeValue {
  readonly kind: AttributeKind;
  readonly value: string;
}

/** What is to be told of a device from now on. Absent keeps: what is not named stays as it is. */
export interface AttributeChange {
  /** Groups and tags are added; of the other kinds the value replaces the one before, and the last one said counts. */
  readonly set: readonly AttributeValue[];
  /** Without a value: whatever the device has of the kind. */
  readonly remove: readonly { readonly kind: AttributeKind; readonly value?: string | undefined }[];
}

/** What ends and what begins of one device. */
export interface AttributeMoves {
  readonly end: readonly AttributeValue[];
  readonly begin: readonly AttributeValue[];
}

/** By what a change moves a device that has these attributes: said twice, it moves nothing. */
export function planAttributeChange(
  current: readonly AttributeValue[],
  { set, remove }: AttributeChange,
): AttributeMoves {
  const wanted = wantedValues(set);
  const isWanted = (one: AttributeValue) => wanted.some((other) => isSame(one, other));
  const end = current.filter((one) => {
    if (isWanted(one)) return false;
    const replaced = !MANY_VALUED.has(one.kind) && wanted.some(({ kind }) => kind === one.kind);
    return (
      replaced || remove.some(({ kind, value }) => kind === one.kind && (value === undefined || value === one.value))
    );
  });
  const begin = wanted.filter((one) => !current.some((other) => isSame(one, other)));
  return { end, begin };
}

function wantedValues(set: readonly AttributeValue[]): readonly AttributeValue[] {
  const wanted = new Map<string, AttributeValue>();
  for (const one of set) wanted.set(MANY_VALUED.has(one.kind) ? `${one.kind} ${one.value}` : one.kind, one);
  return [...wanted.values()];
}

/**
 * What a source's export tells of a device is all that it has to say: what it told before of these kinds and does not tell any more
 * ends. What people and keys said stays, and stands before what exports say.
 *
 * @param current what the device has, and whether sources told it: this one, another one, or nobody of them
 * @param told kinds that the export has columns for, with the values of this device
 */
export function planToldAttributes(
  current: readonly (AttributeValue & { readonly by: 'this-source' | 'other-source' | 'people' })[],
  told: ReadonlyMap<AttributeKind, readonly string[]>,
): AttributeMoves {
  const end: AttributeValue[] = [];
  const begin: AttributeValue[] = [];
  for (const [kind, values] of told) {
    const own = current.filter((one) => one.kind === kind);
    if (MANY_VALUED.has(kind)) {
      end.push(...own.filter(({ by, value }) => by === 'this-source' && !values.includes(value)));
      begin.push(
        ...values.filter((value) => !own.some((one) => one.value === value)).map((value) => ({ kind, value })),
      );
      continue;
    }
    const [value] = values;
    if (value === undefined || own.some((one) => one.by === 'people' || one.value === value)) continue;
    end.push(...own);
    begin.push({ kind, value });
  }
  return { end: end.map(({ kind, value }) => ({ kind, value })), begin };
}

function isSame(a: AttributeValue, b: AttributeValue): boolean {
  return a.kind === b.kind && a.value === b.value;
}
