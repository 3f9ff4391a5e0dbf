import type { CvssScore, Ssvc } from '@baton/domain/advisories/knowledge.ts';
import { readSsvc } from '@baton/domain/severity/ssvc.ts';
import { z } from 'zod';
import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { linesOf } from '../lines.ts';

/** What a CVE record says of urgency: CISA's decision points, and every CVSS score of the numbering authority and of CISA. */
export interface EnrichedCve {
  readonly cve: string;
  readonly ssvc: Ssvc | null;
  readonly cvss: readonly CvssScore[];
  /** ISO date of CISA's decision points; null where there are none. */
  readonly decided: string | null;
}

const score = z.object({ baseScore: z.number().min(0).max(10), vectorString: z.string() });

const metric = z.object({
  cvssV2_0: score.optional(),
  cvssV3_0: score.optional(),
  cvssV3_1: score.optional(),
  cvssV4_0: score.optional(),
  other: z.object({ type: z.string(), content: z.unknown() }).optional(),
});
type Metric = z.infer<typeof metric>;

const container = z.object({ metrics: z.array(z.unknown()).optional() });

const record = z.object({
  cveMetadata: z.object({ cveId: z.string() }),
  containers: z.object({ cna: container.optional(), adp: z.array(container).optional() }),
});

const decision = z.object({
  timestamp: z.string().optional(),
  options: z.array(z.record(z.string(), z.unknown())),
});

/** Reads CVE records (CVE JSON 5), one a line. Records that say nothing of urgency are passed over. */
export async function* readVulnrichment(
  source: FeedSource,
  options: FeedOptions = {},
): AsyncGenerator<FeedItem<EnrichedCve>> {
  for await (const { number, text } of linesOf(source, options)) {
    if (text.trim() === '') continue;
    const parsed = record.safeParse(jsonOrNull(text));
    if (!parsed.success) {
      yield feedProblem(number, 'not a CVE record of version 5; left out');
      continue;
    }
    const { cveMetadata, containers } = parsed.data;
    const metrics = [containers.cna, ...(containers.adp ?? [])].flatMap((from) => metricsOf(from?.metrics ?? []));
    const decided = metrics.map(decisionOf).find((found) => found !== null) ?? null;
    const cvss = distinctScores(metrics.flatMap(scoresOf));
    if (decided === null && cvss.length === 0) continue;
    yield feedRow({ cve: cveMetadata.cveId, ssvc: decided?.ssvc ?? null, cvss, decided: decided?.on ?? null });
  }
}

function metricsOf(raw: readonly unknown[]): readonly Metric[] {
  return raw.map((one) => metric.safeParse(one)).flatMap((parsed) => (parsed.success ? [parsed.data] : []));
}

function decisionOf({ other }: Metric): { readonly ssvc: Ssvc; readonly on: string | null } | null {
  const parsed = other?.type === 'ssvc' ? decision.safeParse(other.content) : null;
  if (!parsed?.success) return null;
  const points: Record<string, unknown> = Object.assign({}, ...parsed.data.options);
  const point = (name: string): string | null => {
    const value = points[name];
    return typeof value === 'string' ? value : null;
  };
  const ssvc = readSsvc({
    exploitation: point('Exploitation'),
    automatable: point('Automatable'),
    technicalImpact: point('Technical Impact'),
  });
  return { ssvc, on: parsed.data.timestamp?.slice(0, 10) ?? null };
}

function scoresOf(found: Metric): readonly CvssScore[] {
  const versions = [
    ['4.0', found.cvssV4_0],
    ['3.1', found.cvssV3_1],
    ['3.0', found.cvssV3_0],
    ['2.0', found.cvssV2_0],
  ] as const;
  return versions.flatMap(([version, one]) =>
    one === undefined ? [] : [{ version, score: one.baseScore, vector: one.vectorString }],
  );
}

function distinctScores(scores: readonly CvssScore[]): readonly CvssScore[] {
  return [...new Map(scores.map((one) => [`${one.version} ${one.vector}`, one])).values()];
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
