import { randomUUID } from 'node:crypto';
import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { Claim, Look } from '@baton/domain/evidence/report.ts';
import { namesOf } from '@baton/domain/identity/device-names.ts';
import { finding, installed } from '@baton/domain/reconciliation/testing/situation.ts';
import { DeviceResolver } from '@baton/services/evidence/device-resolver.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { completeDelivery, insertDelivery } from '@baton/store/evidence/deliveries.ts';
import { type EvidenceOrigin, type EvidenceRow, insertEvidence } from '@baton/store/evidence/keep-evidence.ts';
import type { Evidence } from '@baton/store/evidence/pack-evidence.ts';
import { ensureSource } from '@baton/store/evidence/sources.ts';

const HOUR_MS = 3_600_000;
const BATCH = 500;

export interface Fleet {
  readonly deviceIds: readonly string[];
  /** For adding one more visit. */
  readonly infosec: EvidenceOrigin;
}

/** A fleet of one patch tool and one scanner: of 100 cells about 80 proven, 10 open, 10 of them with causes. */
export async function makeFleet(db: Database, devices: number, fixes: number): Promise<Fleet> {
  const now = Date.now();
  const it = await origin(db, 'it', 'Patch tool');
  const infosec = await origin(db, 'infosec', 'Nessus');
  const deviceIds: string[] = [];
  for (let at = 0; at < devices; at += BATCH) {
    const names = Array.from({ length: Math.min(BATCH, devices - at) }, (_, n) => namesOf(nameOf(at + n)));
    await db.transaction().execute(async (trx) => {
      const resolver = new DeviceResolver(trx, { ...it, mergesOwnRecords: false });
      const slice = (await resolver.resolve(names, true)).flatMap((joined) => joined?.deviceId ?? []);
      deviceIds.push(...slice);
      await insertEvidence(
        trx,
        it,
        slice.map((deviceId, n) => itEvidence(deviceId, at + n, fixes, now)),
      );
      await insertEvidence(
        trx,
        infosec,
        slice.map((deviceId, n) => scanEvidence(deviceId, at + n, fixes, now)),
      );
    });
  }
  return { deviceIds, infosec };
}

async function origin(db: Database, team: 'it' | 'infosec', name: string): Promise<EvidenceOrigin> {
  return db.transaction().execute(async (trx) => {
    const sourceId = await ensureSource(trx, { team, name, kind: 'bench' });
    const reportId = randomUUID();
    const sha256 = reportId.replaceAll('-', '').repeat(2);
    const importedBy = { kind: 'system', id: null, name: 'bench' } as const;
    const delivery = {
      reportId,
      team,
      fileName: name,
      bytes: 0,
      sha256,
      deliveryKey: reportId,
      format: null,
      told: {},
      importedBy,
    };
    await insertDelivery(trx, delivery);
    const none = {
      newDevices: 0,
      claims: 0,
      problems: 0,
      authenticated: 0,
      notAuthenticated: 0,
      lookedFrom: null,
      lookedTo: null,
    };
    const scope = {
      tool: name,
      policy: null,
      checks: { kind: 'all' },
      familiesOff: [],
      targets: [],
      feedDate: null,
      ports: null,
      showsSuperseded: null,
    } as const;
    await completeDelivery(trx, reportId, { sourceId, format: 'bench', devices: 0, ...none, scope });
    return { reportId, sourceId, team };
  });
}

function itEvidence(deviceId: string, device: number, fixes: number, now: number): EvidenceRow {
  const claims = Array.from({ length: fixes }, (_, fix): Claim => {
    const kind = kindOf(device, fix);
    return installed({
      says: kind === 'open' ? 'missing' : 'installed',
      raw: kind === 'open' ? 'Missing' : 'Installed',
      names: { kbs: [kbOf(fix)] },
      installedAt: kind === 'open' ? null : iso(now - (kind === 'stale-scan' ? 2 : 100) * HOUR_MS),
    });
  });
  const state = {
    ...EMPTY_STATE,
    operatingSystem: 'Windows 10',
    distribution: 'windows:10-22H2',
    lastSeen: iso(now - HOUR_MS),
    lastBoot: iso(now - HOUR_MS),
  };
  return row(deviceId, iso(now - HOUR_MS), { names: namesOf(nameOf(device)), state, look: null, claims });
}

function scanEvidence(deviceId: string, device: number, fixes: number, now: number): EvidenceRow {
  const claims = Array.from({ length: fixes }, (_, fix) => fix)
    .filter((fix) => ['open', 'reported', 'stale-scan'].includes(kindOf(device, fix)))
    .map((fix) =>
      finding({
        names: { kbs: [kbOf(fix)] },
        check: {
          tool: 'Nessus',
          id: String(200_000 + fix),
          name: 'check',
          family: null,
          published: null,
          modified: null,
          local: true,
        },
      }),
    );
  return row(deviceId, iso(now - 10 * HOUR_MS), {
    names: namesOf(nameOf(device)),
    state: EMPTY_STATE,
    look: lookAt(now - 10 * HOUR_MS),
    claims,
  });
}

/** A visit that logged in. */
export function lookAt(at: number): Look {
  return { from: iso(at), to: iso(at + 300_000), authenticated: true, authentication: null, reached: true };
}

export function row(deviceId: string, seenAt: string, evidence: Evidence): EvidenceRow {
  return { deviceId, ordinal: 1, seenAt, covers: evidence.look !== null, evidence };
}

export function nameOf(device: number): string {
  return `WKS-${device}`;
}

export function kbOf(fix: number): string {
  return `KB${5_000_000 + fix}`;
}

type Kind = 'proven' | 'open' | 'reported' | 'stale-scan';

function kindOf(device: number, fix: number): Kind {
  const draw = (device * 31 + fix * 17) % 100;
  return draw < 80 ? 'proven' : draw < 90 ? 'open' : draw < 96 ? 'stale-scan' : 'reported';
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
