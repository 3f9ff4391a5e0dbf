import { z } from 'zod';
import { workFilter } from './disagreements.ts';
import { ratio } from './ratio.ts';
import { defineRoute } from './route.ts';
import { scopeText } from './scope.ts';

// What is done about disputed and unproven cells, many at once, with its preview.

export const count = { cells: z.int(), devices: z.int() };

/** Cells that are named, or all that match. */
export const selection = z.union([
  z.strictObject({
    cells: z
      .array(z.object({ deviceId: z.uuid(), fix: z.string().min(1).max(300) }))
      .min(1)
      .max(10_000),
  }),
  z.strictObject({ filter: workFilter }),
]);
export type Selection = z.output<typeof selection>;
export type AskedSelection = z.input<typeof selection>;

export const workAct = z.enum(['assign', 'ask', 'dispute', 'rescan', 'reboot', 'open-remediation']);
export type WorkAct = z.infer<typeof workAct>;

export const workPreview = z.object({
  act: workAct,
  ...count,
  /** What would change, in sentences. */
  changes: z.array(z.string()),
  /** Cells that match and are left out, with the reason. */
  leftOut: z.array(z.object({ cells: z.int(), why: z.string() })),
  /** The agreed number now, and what it comes to at most. */
  agreed: ratio,
  atMost: ratio,
  /** Cells that nothing else keeps from being proven. */
  alone: z.int(),
  /** Why the caller cannot do it; null where it is open. */
  closed: z.string().nullable(),
});
export type WorkPreview = z.infer<typeof workPreview>;

export const previewWork = defineRoute({
  method: 'POST',
  path: '/api/disagreements/preview',
  summary: 'Say what an act on cells would do, before it is done; changes nothing',
  access: 'key-or-person',
  /** `scope`: of which devices the agreed number is told, where cells are named; a filter has its own. */
  body: z.object({ act: workAct, selection, scope: scopeText.optional() }),
  response: workPreview,
});

/** `workId`: the long work that does it (`GET /api/work/:workId`), where there are very many cells; null where it is done. */
export const acted = z.object({ ...count, workId: z.uuid().nullable() });

export const assignCells = defineRoute({
  method: 'POST',
  path: '/api/disagreements/assign',
  summary: 'Assign cells to a person of the team that moves next, or to nobody',
  access: 'key-or-person',
  body: z.object({ selection, personId: z.uuid().nullable() }),
  response: acted,
});

export const openRemediations = defineRoute({
  method: 'POST',
  path: '/api/disagreements/remediations',
  summary: 'Open the remediations of the fixes of cells: found, or made',
  access: 'key-or-person',
  body: z.object({ selection }),
  response: z.object({
    remediations: z.array(z.object({ fix: z.string(), remediationId: z.uuid(), made: z.boolean() })),
  }),
});
