import { z } from 'zod';
import { listOf, paging, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

export const knowledgeState = z.object({
  /** Date of the newest feed in it. */
  date: z.string().nullable(),
  loadedAt: timestamp.nullable(),
  sha256: z.string().nullable(),
  sources: z.array(
    z.object({ name: z.string(), licence: z.string(), date: z.string(), url: z.string().nullable(), records: z.int() }),
  ),
  fixes: z.int(),
  vulnerabilities: z.int(),
});

export const getKnowledge = defineRoute({
  method: 'GET',
  path: '/api/knowledge',
  summary: 'Read which advisories Baton knows, from where and how old',
  access: 'key-or-person',
  response: knowledgeState,
});

/** The bundle is the body. Loading replaces what is known at once, or changes nothing. */
export const loadKnowledge = defineRoute({
  method: 'POST',
  path: '/api/knowledge',
  summary: 'Load a newer bundle of advisories',
  access: 'key-or-person',
  transfer: 'upload',
  response: knowledgeState,
});

export const fetchKnowledge = defineRoute({
  method: 'POST',
  path: '/api/knowledge/fetch',
  summary: 'Load a newer bundle of advisories from an address',
  access: 'key-or-person',
  body: z.object({ url: z.url() }),
  response: knowledgeState,
});

export const fixRow = z.object({
  fix: z.string(),
  title: z.string(),
  product: z.string(),
  version: z.string().nullable(),
  published: z.string().nullable(),
  cves: z.int(),
  kev: z.int(),
  highestEpss: z.number().nullable(),
});

export const listFixes = defineRoute({
  method: 'GET',
  path: '/api/fixes',
  summary: 'Search fixes by package, KB or CVE',
  access: 'key-or-person',
  query: z.object({ search: z.string().max(100).optional(), ...paging }),
  response: listOf(fixRow),
});

export const getFix = defineRoute({
  method: 'GET',
  path: '/api/fixes/:fix',
  summary: 'Read one fix with the vulnerabilities that it removes',
  access: 'key-or-person',
  params: z.object({ fix: z.string().max(300) }),
  response: fixRow.extend({
    supersedes: z.array(z.string()),
    supersededBy: z.array(z.string()),
    vulnerabilities: z.array(
      z.object({
        cve: z.string(),
        kev: z.string().nullable(),
        epss: z.number().nullable(),
        cvss: z.string().nullable(),
        ssvc: z.string().nullable(),
      }),
    ),
  }),
});

/** What the search field at the top finds. */
export const search = defineRoute({
  method: 'GET',
  path: '/api/search',
  summary: 'Find devices, CVEs, KBs and packages by the beginning of their names',
  access: 'key-or-person',
  query: z.object({ q: z.string().min(1).max(100) }),
  response: z.object({
    results: z.array(
      z.object({
        kind: z.enum(['device', 'fix', 'vulnerability', 'remediation']),
        id: z.string(),
        title: z.string(),
        detail: z.string(),
      }),
    ),
  }),
});
