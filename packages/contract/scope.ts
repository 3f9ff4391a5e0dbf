import { ATTRIBUTE_KINDS, MOST_VALUE_LENGTH } from '@baton/domain/scope/attribute-kind.ts';
import { parseScope, SCOPE_KINDS } from '@baton/domain/scope/scope.ts';
import { z } from 'zod';
import { timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

/** `site:Berlin;os:Windows 10;tag:dmz`: kinds must all hold, values of one kind are alternatives (domain/scope). */
export const scopeText = z
  .string()
  .max(4000)
  .transform((text, context) => {
    const read = parseScope(text);
    if ('scope' in read) return read.scope;
    context.addIssue({ code: 'custom', message: read.problem });
    return z.NEVER;
  });

/** Which devices, and as of the end of which day (UTC); none: all of them, now. Every read of numbers and lists takes it. */
export const view = { scope: scopeText.optional(), day: z.iso.date().optional() };

export const scopeKind = z.enum(SCOPE_KINDS);
export const attributeKind = z.enum(ATTRIBUTE_KINDS);
const attributeValue = z.string().trim().min(1).max(MOST_VALUE_LENGTH);

export const listScopes = defineRoute({
  method: 'GET',
  path: '/api/scopes',
  summary: 'List what scopes can be made of: kinds with their values and devices, the most devices first',
  access: 'key-or-person',
  query: z.object({ day: view.day }),
  response: z.object({
    devices: z.int(),
    kinds: z.array(z.object({ kind: scopeKind, values: z.array(z.object({ value: z.string(), devices: z.int() })) })),
  }),
});

/** What is told of a device beyond its names. `toldBy`: the source, person or key. */
export const deviceAttribute = z.object({
  kind: attributeKind,
  value: z.string(),
  since: timestamp,
  toldBy: z.string(),
});
export type DeviceAttribute = z.infer<typeof deviceAttribute>;

const attributeChange = {
  /** Groups and tags are added; of the other kinds the value replaces the one before. */
  set: z
    .array(z.object({ kind: attributeKind, value: attributeValue }))
    .max(50)
    .default([]),
  /** Without a value: whatever the device has of the kind. */
  remove: z
    .array(z.object({ kind: attributeKind, value: attributeValue.optional() }))
    .max(50)
    .default([]),
};

export const changeDeviceAttributes = defineRoute({
  method: 'PATCH',
  path: '/api/devices/:deviceId/attributes',
  summary: 'Change what is told of a device: groups, tags, site, criticality, owner, unit, exposure',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid() }),
  body: z.object(attributeChange),
  response: z.object({ attributes: z.array(deviceAttribute) }),
});

/** Devices by a list of names (or ids), or by a scope. */
const chosenDevices = z.union([
  z.object({ names: z.array(z.string().min(1).max(253)).min(1).max(100_000) }),
  z.object({ scope: scopeText }),
]);

const manyChanges = z.object({ devices: chosenDevices, ...attributeChange });

const manyChanged = z.object({
  /** Devices that were chosen, and how many of them differ afterwards. */
  devices: z.int(),
  changed: z.int(),
  /** Each change with its devices: from null it is new, to null it goes. */
  changes: z.array(
    z.object({ kind: attributeKind, from: z.string().nullable(), to: z.string().nullable(), devices: z.int() }),
  ),
  /** Names that no device has, and names that several have; the first hundred each. These are left out. */
  unknown: z.array(z.string()),
  ambiguous: z.array(z.string()),
});

export const previewManyAttributes = defineRoute({
  method: 'POST',
  path: '/api/device-attributes/preview',
  summary: 'Show what a change of many devices’ attributes would do; changes nothing',
  access: 'key-or-person',
  body: manyChanges,
  response: manyChanged,
});

export const changeManyAttributes = defineRoute({
  method: 'POST',
  path: '/api/device-attributes',
  summary: 'Change attributes of many devices, by a list of names or by a scope',
  access: 'key-or-person',
  body: manyChanges,
  response: manyChanged,
});
