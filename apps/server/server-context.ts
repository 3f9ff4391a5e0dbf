import type { DemoMark } from '@baton/services/demo/demo-mark.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { EventFanOut } from './http/event-fan-out.ts';
import type { LocalAgent } from './local-agent.ts';
import type { PrintPasses } from './printing/print-passes.ts';

/** What routes and jobs are given: made once in start-server.ts, never global. */
export interface ServerContext {
  readonly config: Config;
  readonly db: Database;
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly events: EventFanOut;
  /** The agent of the machine that this process runs on, once it is enrolled. */
  readonly localAgent: LocalAgent;
  /** The data folder is a demo's: devices and people are made up, and everything says so. */
  readonly demo: DemoMark | null;
  /** The address that people use, without a slash at the end: for links in invitations. Known once the server listens. */
  readonly publicUrl: () => string;
  /** By which this process's own Chromium reads the page that it prints. */
  readonly passes: PrintPasses;
  /** Where this process itself listens, for what runs on its own machine. */
  readonly ownUrl: () => string;
}
