import { BUNDLE_FORMAT, type BundleHeader, type BundleRow } from '@baton/domain/advisories/bundle-rows.ts';
import { OFFICE_CHANNELS } from '@baton/domain/advisories/knowledge.ts';
import { z } from 'zod';

const cve = z.string().regex(/^CVE-\d{4}-\d{4,19}$/);
const kb = z.string().regex(/^KB\d{6,7}$/);
const date = z.iso.date();
const name = z.string().min(1).max(300);
const share = z.number().min(0).max(1);

const source = z.object({
  name,
  licence: name,
  date,
  url: z.url({ protocol: /^https?$/ }),
  records: z.int().min(0),
});

const count = z.int().min(0).max(10_000_000);

export const bundleHeader: z.ZodType<BundleHeader> = z.object({
  row: z.literal('header'),
  format: z.literal(BUNDLE_FORMAT),
  formatVersion: z.int().min(1),
  date,
  sources: z.array(source).max(100),
  counts: z.object({
    source: count,
    packageFix: count,
    kb: count,
    vulnerability: count,
    lifecycle: count.optional(),
    officeRelease: count.optional(),
  }),
});

const sourceRow = z.object({
  row: z.literal('source'),
  distribution: name,
  source: name,
  newest: name,
  security: z.boolean(),
  binaries: z.array(name).optional(),
});

const packageFixRow = z.object({
  row: z.literal('package-fix'),
  distribution: name,
  source: name,
  version: name,
  published: z.string().nullable(),
  urgency: z.string().nullable(),
  cves: z.array(cve),
});

const kbRow = z.object({
  row: z.literal('kb'),
  kb,
  supersedes: z.array(kb),
  builds: z.array(z.object({ product: name, build: name })),
  cves: z.array(cve),
  products: z.array(name),
  published: date.nullable(),
  severity: z.string().nullable(),
});

const vulnerabilityRow = z.object({
  row: z.literal('vulnerability'),
  cve,
  kev: z.object({ dateAdded: date, dueDate: date.nullable(), ransomware: z.boolean() }).optional(),
  epss: z.object({ score: share, percentile: share }).optional(),
  ssvc: z
    .object({
      exploitation: z.enum(['none', 'poc', 'active']).nullable(),
      automatable: z.boolean().nullable(),
      technicalImpact: z.enum(['partial', 'total']).nullable(),
    })
    .optional(),
  cvss: z
    .array(
      z.object({
        version: z.enum(['2.0', '3.0', '3.1', '4.0']),
        score: z.number().min(0).max(10),
        vector: z.string().nullable(),
      }),
    )
    .optional(),
});

const lifecycleRow = z.object({
  row: z.literal('lifecycle'),
  product: name,
  title: name,
  names: z.array(name).max(100),
  releases: z.array(z.object({ release: name, endsOn: date.nullable() })).max(1_000),
});

const officeReleaseRow = z.object({
  row: z.literal('office-release'),
  channel: z.enum(OFFICE_CHANNELS),
  version: name,
  build: z.string().regex(/^\d{4,6}\.\d{4,6}$/),
  released: date,
});

export const bundleRow: z.ZodType<BundleRow> = z.discriminatedUnion('row', [
  sourceRow,
  packageFixRow,
  kbRow,
  vulnerabilityRow,
  lifecycleRow,
  officeReleaseRow,
]);
