import type { Me } from '@baton/contract/people.ts';
import type { AttributeKind } from '@baton/domain/scope/attribute-kind.ts';

/** What both teams say of a device; the other kinds are IT's. */
const CLASSIFYING: ReadonlySet<AttributeKind> = new Set(['criticality', 'exposure']);

/** Why this person may not set what is told of a device; nothing where it is open. The server decides, this says it beforehand. */
export function closedFor(me: Me, kind: AttributeKind): string | undefined {
  const needed = CLASSIFYING.has(kind) ? 'device.classify' : 'device.describe';
  if (me.permissions.includes(needed)) return undefined;
  return 'IT’s members and leads set this; InfoSec’s set criticality and exposure';
}

/** What this person most likely sets: the first that is open. */
export function firstOpen(me: Me): AttributeKind {
  return closedFor(me, 'site') === undefined ? 'site' : 'criticality';
}
