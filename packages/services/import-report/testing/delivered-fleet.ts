import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Team } from '@baton/domain/evidence/team.ts';
import { connectDatabase, type Database } from '@baton/store/connection/connect-database.ts';
import { runQueuedJobs } from '@baton/store/testing/run-queued-jobs.ts';
import { newTestDatabase } from '@baton/store/testing/test-database.ts';
import { sql } from 'kysely';
import { runReconcileJob } from '../../reconcile-devices/run-reconcile-job.ts';
import { importReport } from '../import-report.ts';
import { receiveDelivery } from '../receive-delivery.ts';

/** A file as a source's tool writes it. */
export interface FileOfSource {
  readonly team: Team;
  readonly source: string;
  readonly fileName: string;
  readonly text: string;
}

/** A database of its own that files are delivered to. */
export class DeliveredFleet implements AsyncDisposable {
  readonly db: Database;
  readonly #pool: ReturnType<typeof connectDatabase>['pool'];
  readonly #close: () => Promise<void>;
  readonly #dataFolder: string;

  private constructor({ db, pool, close }: ReturnType<typeof connectDatabase>, dataFolder: string) {
    this.db = db;
    this.#pool = pool;
    this.#close = close;
    this.#dataFolder = dataFolder;
  }

  static async open(): Promise<DeliveredFleet> {
    const dataFolder = await mkdtemp(join(tmpdir(), 'baton-delivered-'));
    return new DeliveredFleet(connectDatabase(await newTestDatabase()), dataFolder);
  }

  /** Delivers one file and waits until its devices are judged. */
  async deliver({ team, source, fileName, text }: FileOfSource): Promise<void> {
    const context = { db: this.db, dataFolder: this.#dataFolder };
    const told = { fileName, team, told: { source } };
    await receiveDelivery(context, { kind: 'system' }, told, Readable.from([Buffer.from(text)]));
    await this.judge();
  }

  /** Runs what is queued. */
  async judge(): Promise<void> {
    const context = { db: this.db, dataFolder: this.#dataFolder };
    await runQueuedJobs(this.#pool, {
      'import-report': (payload) => importReport(context, payload as Parameters<typeof importReport>[1]),
      'reconcile-devices': (payload) => runReconcileJob(this.db, payload as Parameters<typeof runReconcileJob>[1]),
      'follow-cells': () => undefined,
      'note-board-day': () => undefined,
    });
  }

  /** A line for each cell: its device, who has a record of the device, its verdict and its cause. */
  async cells(): Promise<readonly (readonly (string | null)[])[]> {
    const { rows } = await sql<{ cell: readonly (string | null)[] }>`
      SELECT json_build_array(d.name, (
          SELECT string_agg(DISTINCT s.team, ' ') FROM device_record r JOIN source s USING (source_id)
          WHERE r.device_id = d.device_id
        ), s.verdict, s.cause) AS cell
      FROM device d JOIN device_cells c USING (device_id)
      CROSS JOIN LATERAL unnest(c.states, c.state_cells) AS u (state_id, cells)
      JOIN cell_state s USING (state_id)
      ORDER BY d.name COLLATE "C", s.verdict`.execute(this.db);
    return rows.map(({ cell }) => cell);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
    await rm(this.#dataFolder, { recursive: true, force: true });
  }
}
