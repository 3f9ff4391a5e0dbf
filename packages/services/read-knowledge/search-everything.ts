import { FLEET_NOW } from '@baton/store/board/device-set.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { listDevices } from '@baton/store/evidence/list-devices.ts';
import { searchRemediations } from '@baton/store/evidence/remediation-of-fix.ts';
import { searchCves, searchFixes } from '@baton/store/knowledge/search-fixes.ts';

interface SearchResult {
  readonly kind: 'device' | 'fix' | 'vulnerability' | 'remediation';
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

/** Of each kind at most. */
const MOST = 6;

/** Finds devices, CVEs, fixes and remediations by the beginning of their names. */
export async function searchEverything(db: Database, q: string): Promise<{ results: SearchResult[] }> {
  const text = q.trim();
  if (text === '') return { results: [] };
  const page = { limit: MOST, offset: 0 };
  const devices = (await listDevices(db, { view: FLEET_NOW, search: text }, page)).map(
    (device): SearchResult => ({
      kind: 'device',
      id: device.deviceId,
      title: device.name,
      detail: device.operatingSystem ?? `${device.required} cells`,
    }),
  );
  const remediations = (await searchRemediations(db, text, MOST)).map(
    ({ remediation_id: id, fix_id: title, place, closed_as, is_split }): SearchResult => {
      const where = place === 'closed' ? `closed, ${closed_as}` : `in ${place}`;
      return { kind: 'remediation', id, title, detail: is_split ? `${where}, split off` : where };
    },
  );
  const fixes = (await searchFixes(db, text, page)).rows.map(
    (fix): SearchResult => ({ kind: 'fix', id: fix.key, title: fix.key, detail: fix.title }),
  );
  const cves = /^cve-?\d*/i.test(text) ? await searchCves(db, text, MOST) : [];
  const vulnerabilities = cves.map(
    ({ cve, fixes: count }): SearchResult => ({
      kind: 'vulnerability',
      id: cve,
      title: cve,
      detail: `${count} ${count === 1 ? 'fix' : 'fixes'}`,
    }),
  );
  return { results: [...devices, ...remediations, ...vulnerabilities, ...fixes] };
}
