import { z } from 'zod';
import { causeId, owner, ratio, timestamp, verdict } from './ratio.ts';
import { defineRoute } from './route.ts';
import { ruleSetDocument } from './rule-set.ts';
import {
  contentHash,
  documentDraft,
  documentSignature,
  documentVersion,
  seenRevision,
  signBody,
  versionNote,
} from './signatures.ts';

/** One rule as lists show it, in the order in which rules are tried. */
export const ruleRow = z.object({
  id: causeId,
  version: z.int(),
  label: z.string(),
  summary: z.string(),
  nextAction: z.string(),
  owner,
  positiveProof: z.boolean(),
  /** One of the customer’s own. */
  own: z.boolean(),
  on: z.boolean(),
});
export type RuleRow = z.infer<typeof ruleRow>;

const judgedAs = z.object({ verdict, cause: causeId.nullable(), causeLabel: z.string().nullable() });

/** What a draft would change on the fleet, as it was when the preview was made. */
export const rulePreview = z.object({
  madeAt: timestamp,
  devices: z.int(),
  cells: z.int(),
  changedCells: z.int(),
  changedDevices: z.int(),
  changes: z.array(z.object({ from: judgedAs, to: judgedAs, cells: z.int(), devices: z.int() })),
  examples: z.array(
    z.object({ deviceId: z.uuid(), device: z.string(), fix: z.string(), from: judgedAs, to: judgedAs }),
  ),
  before: z.object({ it: ratio, agreed: ratio, infosec: ratio }),
  after: z.object({ it: ratio, agreed: ratio, infosec: ratio }),
});
export type RulePreviewDto = z.infer<typeof rulePreview>;

/** A text of the rule set that is not in force: what it says, what is different, what it would change. */
export const proposedRules = z.object({
  document: ruleSetDocument,
  /** SHA-256 of the text, hexadecimal. */
  hash: contentHash,
  rules: z.array(ruleRow),
  /** What is different from the rule set in force, a sentence each. */
  differences: z.array(z.string()),
  preview: rulePreview.nullable(),
  /** The work that makes a preview now; null where none does. */
  previewWorkId: z.uuid().nullable(),
});
export type ProposedRules = z.infer<typeof proposedRules>;

/** What a caller may do now; where not, why. */
const act = z.object({ open: z.boolean(), why: z.string().nullable() });

export const ruleSetState = z.object({
  inForce: z.object({
    /** 0: the one that ships with Baton, which needs no signature. */
    version: z.int(),
    since: timestamp.nullable(),
    document: ruleSetDocument,
    rules: z.array(ruleRow),
    signatures: z.array(documentSignature),
  }),
  /** What is being written; nobody signs it before it was previewed and offered. */
  draft: documentDraft.extend({ ...proposedRules.shape, offer: act }).nullable(),
  /** The version that waits for signatures. */
  open: documentVersion.extend({ ...proposedRules.shape, sign: act }).nullable(),
  /** Every version, newest first. */
  versions: z.array(documentVersion),
  /** Whether the caller may write a draft; where not, why. */
  edit: act,
  /** The facts that own rules may ask for. */
  facts: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['text', 'texts', 'flag', 'time', 'version']),
      about: z.string(),
      tests: z.array(z.string()),
    }),
  ),
});
export type RuleSetState = z.infer<typeof ruleSetState>;

export const getRules = defineRoute({
  method: 'GET',
  path: '/api/rules',
  summary: 'Read the rule set in force, the draft, and the version that waits for signatures',
  access: 'key-or-person',
  response: ruleSetState,
});

export const saveRuleDraft = defineRoute({
  method: 'PUT',
  path: '/api/rules/draft',
  summary: 'Write the draft of the rule set; it changes nothing',
  access: 'key-or-person',
  body: z.object({ document: ruleSetDocument, seenRevision }),
  response: ruleSetState,
});

export const discardRuleDraft = defineRoute({
  method: 'POST',
  path: '/api/rules/draft/discard',
  summary: 'Throw the draft of the rule set away; what is in force stays',
  access: 'key-or-person',
  body: z.object({ seenRevision }),
  response: ruleSetState,
});

export const previewRules = defineRoute({
  method: 'POST',
  path: '/api/rules/preview',
  summary: 'Judge today’s fleet by the draft, or else by the version that waits, to see what would change; long work',
  access: 'key-or-person',
  response: z.object({ workId: z.uuid(), hash: contentHash }),
});

export const offerRules = defineRoute({
  method: 'POST',
  path: '/api/rules/versions',
  summary: 'Offer the previewed draft to both leads for signing; its text is fixed from here on',
  access: 'key-or-person',
  body: z.object({ seenRevision, note: versionNote }),
  response: ruleSetState,
});

export const signRules = defineRoute({
  method: 'POST',
  path: '/api/rules/versions/:version/sign',
  summary: 'Sign a version for my team; with both leads’ signatures it is in force and the fleet is judged again',
  access: 'person',
  params: z.object({ version: z.coerce.number().int().min(1) }),
  body: signBody,
  response: ruleSetState,
});
