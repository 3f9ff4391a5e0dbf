import { z } from 'zod';
import { defineRoute } from './route.ts';

/**
 * OpenVEX 0.2.0, "Component": what a statement is about. A CPE stands as `@id` only: the specification's text calls its
 * identifier "cpe23", its JSON schema "@cpe23", and a document must fit both.
 */
const component = z.object({ '@id': z.string(), identifiers: z.object({ purl: z.string() }).optional() });

/** OpenVEX 0.2.0, "Statement"; `not_affected` has exactly one of justification and impact statement, here the first. */
export const vexStatement = z.object({
  '@id': z.string(),
  vulnerability: z.object({ name: z.string() }),
  timestamp: z.iso.datetime(),
  products: z.array(component.extend({ subcomponents: z.array(component).optional() })).min(1),
  status: z.enum(['not_affected', 'fixed']),
  status_notes: z.string(),
  justification: z.enum(['component_not_present', 'vulnerable_code_not_present']).optional(),
});
export type VexStatement = z.infer<typeof vexStatement>;

/** An OpenVEX 0.2.0 document. */
export const vexDocument = z.object({
  '@context': z.literal('https://openvex.dev/ns/v0.2.0'),
  '@id': z.string(),
  author: z.string(),
  role: z.string(),
  timestamp: z.iso.datetime(),
  version: z.int().min(1),
  tooling: z.string(),
  /** At least one: where nothing is confirmed there is no document. */
  statements: z.array(vexStatement).min(1),
});
export type VexDocument = z.infer<typeof vexDocument>;

export const getVex = defineRoute({
  method: 'GET',
  path: '/api/vex',
  summary: 'Read what InfoSec confirmed as not affected or fixed, as an OpenVEX document',
  access: 'key-or-person',
  response: vexDocument,
});
