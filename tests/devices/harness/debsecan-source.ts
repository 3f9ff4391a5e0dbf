import { createServer, type Server } from 'node:http';
import { deflateSync } from 'node:zlib';
import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import type { Device } from './device.ts';

/** Where debsecan finds its data: a server on loopback that gives our bundle in debsecan's own form. */
export interface DebsecanSource {
  readonly url: string;
  close(): void;
}

/**
 * InfoSec's scanner here is the real debsecan, a program that is not ours; only its data comes from our bundle, because
 * Debian's own is not to be had without the network.
 */
export async function openDebsecanSource(
  knowledge: Knowledge,
  distribution: string,
  sources: readonly string[],
): Promise<DebsecanSource> {
  const data = deflateSync(debsecanData(knowledge, distribution, sources));
  const server = createServer((_request, response) => response.end(data));
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** debsecan's form 1: names of vulnerabilities, then a line for each of a package, then sources with their binaries. */
export function debsecanData(knowledge: Knowledge, distribution: string, sources: readonly string[]): string {
  const names: string[] = [];
  const lines: string[] = [];
  for (const source of sources) {
    for (const fix of knowledge.packageFixes(distribution, source)) {
      for (const cve of fix.cves) {
        // S: by source package. Then urgency, whether remote (not known), and that a fix is there.
        lines.push(`${source},${names.length},S${URGENCY[fix.urgency ?? ''] ?? ' '}?F,${fix.fixedVersion},`);
        names.push(`${cve},,of ${source}`);
      }
    }
  }
  return ['VERSION 1', ...names, '', ...lines, '', ''].join('\n');
}

const URGENCY: Readonly<Record<string, string>> = { low: 'L', medium: 'M', high: 'H', emergency: 'H' };

/** A scan as InfoSec runs it, in one of debsecan's own output forms. */
export function scan(
  device: Device,
  source: DebsecanSource,
  format: 'detail' | 'simple' | 'packages' | 'report' = 'detail',
): Promise<string> {
  return device.must('debsecan', ['--suite', 'bookworm', '--source', source.url, '--format', format]);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
    });
  });
}
