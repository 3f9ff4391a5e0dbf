import { type Charter, DUTIES } from '@baton/domain/charter/charter.ts';
import { isStandingParty } from '@baton/domain/charter/party.ts';
import { RESPONSIBILITIES } from '@baton/domain/charter/responsibility.ts';
import { z } from 'zod';
import { email, personName } from './people.ts';
import { team, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';
import { documentDraft, documentVersion, seenRevision, signBody, versionNote } from './signatures.ts';

export const responsibility = z.enum(RESPONSIBILITIES);
export const duty = z.enum(DUTIES);

/** The document itself. A party is a standing one ("it lead") or the e-mail of one of `people`. */
export const charter = z
  .strictObject({
    title: z.string().trim().min(1).max(200),
    purpose: z.string().trim().max(4000),
    people: z.array(z.strictObject({ email, name: personName, team })).max(100),
    responsibilities: z.record(responsibility, z.record(z.string().max(254), duty)),
  })
  .superRefine(({ people, responsibilities }, context) => {
    for (const [index, { email }] of people.entries()) {
      if (people.findIndex((other) => other.email === email) !== index)
        context.addIssue({ code: 'custom', path: ['people', index], message: `${email} is named twice` });
    }
    for (const [name, row] of Object.entries(responsibilities)) {
      for (const party of Object.keys(row)) {
        if (isStandingParty(party) || people.some(({ email }) => email === party)) continue;
        const message = `"${party}" is neither a team, a role of one, nor one of the people`;
        context.addIssue({ code: 'custom', path: ['responsibilities', name, party], message });
      }
    }
  }) satisfies z.ZodType<Charter>;

export const charterWarning = z.object({
  kind: z.enum([
    'two-accountable',
    'nobody-accountable',
    'nobody-responsible',
    'no-right',
    'both-sides',
    'nobody-can-act',
  ]),
  responsibility,
  party: z.string().nullable(),
  says: z.string(),
});

const namedPerson = z.object({ email: z.string(), name: z.string(), team });
export const charterDiff = z.object({
  texts: z.array(z.object({ part: z.enum(['title', 'purpose']), from: z.string(), to: z.string() })),
  cells: z.array(z.object({ responsibility, party: z.string(), from: duty.nullable(), to: duty.nullable() })),
  peopleAdded: z.array(namedPerson),
  peopleRemoved: z.array(namedPerson),
  rights: z.array(z.object({ who: z.string(), gains: z.array(responsibility), loses: z.array(responsibility) })),
});

export const readCharter = defineRoute({
  method: 'GET',
  path: '/api/charter',
  summary: 'Read the charter in force, its draft, and its versions with their signatures',
  access: 'key-or-person',
  response: z.object({
    /** Version null: none was signed by both yet, and the default holds. */
    inForce: z.object({ version: z.int().nullable(), from: timestamp.nullable(), charter }),
    draft: documentDraft.extend({ charter }).nullable(),
    /** Newest first. */
    versions: z.array(documentVersion),
    /** What the charter in force has the caller carry out, and for whom the caller stands in. */
    mine: z.object({
      carries: z.array(responsibility),
      deputyOf: z.object({ lead: z.string(), endsAt: timestamp }).nullable(),
    }),
  }),
});
export type CharterPage = z.infer<typeof readCharter.response>;

const version = z.coerce.number().int().positive();

export const readCharterVersion = defineRoute({
  method: 'GET',
  path: '/api/charter/versions/:version',
  summary: 'Read one version of the charter as it was offered, with what is likely not meant',
  access: 'key-or-person',
  params: z.object({ version }),
  response: documentVersion.extend({ charter, warnings: z.array(charterWarning) }),
});
export type CharterVersion = z.infer<typeof readCharterVersion.response>;

/** Which text: the one in force, the draft, the default, or a version by its number. */
export const charterText = z.union([z.enum(['in-force', 'draft', 'default']), version]);
export type CharterText = z.infer<typeof charterText>;

export const diffCharter = defineRoute({
  method: 'GET',
  path: '/api/charter/diff',
  summary: 'Compare two texts of the charter: the cells that differ, and whose rights change',
  access: 'key-or-person',
  query: z.object({ from: charterText.default('in-force'), to: charterText }),
  response: charterDiff,
});

export const exportCharter = defineRoute({
  method: 'GET',
  path: '/api/charter/yaml',
  summary: 'Export a text of the charter as YAML, to keep in git',
  access: 'key-or-person',
  query: z.object({ text: charterText.default('in-force') }),
  response: z.object({ yaml: z.string() }),
});

export const checkCharterYaml = defineRoute({
  method: 'POST',
  path: '/api/charter/yaml/inspect',
  summary: 'Check a charter in YAML, line by line, without keeping it',
  access: 'key-or-person',
  body: z.object({ yaml: z.string().max(200_000) }),
  response: z.object({
    /** Null where it cannot be read as a charter. */
    charter: charter.nullable(),
    problems: z.array(z.object({ line: z.int().positive(), what: z.string() })),
    warnings: z.array(charterWarning),
  }),
});

export const saveCharterDraft = defineRoute({
  method: 'PUT',
  path: '/api/charter/draft',
  summary: 'Keep a draft of the charter; it changes nothing until both leads have signed it',
  access: 'key-or-person',
  body: z.object({ seenRevision, charter }),
  response: z.object({ revision: z.int().positive(), warnings: z.array(charterWarning) }),
});

export const discardCharterDraft = defineRoute({
  method: 'DELETE',
  path: '/api/charter/draft',
  summary: 'Throw the draft of the charter away',
  access: 'key-or-person',
  query: z.object({ seenRevision: z.coerce.number().int().positive() }),
  response: z.object({ done: z.literal(true) }),
});

export const offerCharter = defineRoute({
  method: 'POST',
  path: '/api/charter/versions',
  summary: 'Make the draft a version and offer it to both leads for signing',
  access: 'key-or-person',
  body: z.object({ seenRevision: z.int().positive(), note: versionNote }),
  response: documentVersion,
});

export const signCharter = defineRoute({
  method: 'POST',
  path: '/api/charter/versions/:version/sign',
  summary: 'Sign a version of the charter for my team, proving again who I am; with both teams’ it is in force',
  access: 'person',
  params: z.object({ version }),
  body: signBody,
  response: z.object({ inForce: z.boolean() }),
});
