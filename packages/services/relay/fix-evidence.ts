import type { Vulnerability } from '@baton/domain/advisories/knowledge.ts';
import type { Owner } from '@baton/domain/evidence/team.ts';
import type { CauseId } from '@baton/domain/reconciliation/cause-id.ts';
import type { InfosecSays, ItSays } from '@baton/domain/reconciliation/cell.ts';
import type { Verdict } from '@baton/domain/reconciliation/verdict.ts';
import type { SeverityWord } from '@baton/domain/severity/tier.ts';
import type { Database, DatabaseTransaction } from '@baton/store/connection/connect-database.ts';
import type { Cover, Deliverer } from '@baton/store/evidence/fix-cells.ts';

type Connection = Database | DatabaseTransaction;

/** How many cells a fix has, by verdict and by what each side says. */
export interface FixCellCounts {
  readonly disputed: number;
  readonly unproven: number;
  readonly open: number;
  readonly proven: number;
  readonly excepted: number;
  /** Installed by IT's word, proven ones included; of those IT has an opinion on. */
  readonly installed: number;
  readonly itCounted: number;
  /** On devices that InfoSec scanned; of those not reported. */
  readonly scanned: number;
  readonly notReported: number;
  /** Cells that are work for a remediation: domain/relay/needs-work.ts. */
  readonly needsWork: number;
}

export const NO_CELLS: FixCellCounts = {
  disputed: 0,
  unproven: 0,
  open: 0,
  proven: 0,
  excepted: 0,
  installed: 0,
  itCounted: 0,
  scanned: 0,
  notReported: 0,
  needsWork: 0,
};

export interface FixCell {
  readonly deviceId: string;
  readonly device: string;
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  readonly owner: Owner;
  readonly nextAction: string | null;
  readonly itSays: ItSays;
  readonly infosecSays: InfosecSays;
  readonly since: string | null;
  /** Check numbers of InfoSec's scanners that reported it. */
  readonly checks: readonly string[];
}

/** Cells of one verdict, cause and owner. */
export interface CauseCount {
  readonly verdict: Verdict;
  readonly cause: CauseId | null;
  /** The cause in words. */
  readonly label: string | null;
  readonly owner: Owner;
  readonly cells: number;
}

export interface FixFacts {
  readonly title: string;
  /** Fixed version or OS build. */
  readonly version: string | null;
  readonly vulnerabilities: readonly Vulnerability[];
  readonly vendorSeverity: SeverityWord | null;
  readonly published: string | null;
  readonly replaces: readonly string[];
}

export interface FixCellPage {
  readonly deviceIds?: readonly string[];
  readonly verdict?: Verdict;
  readonly limit: number;
  readonly offset: number;
}

/** What the relay asks of the cells and of what is known of fixes. */
export interface FixEvidence {
  /** All cells of fixes; those without any may be left out. */
  countCells(db: Connection, fixIds: readonly string[]): Promise<ReadonlyMap<string, FixCellCounts>>;
  /** Of these, the cells of each remediation that was split off, by its id. */
  countSplits(
    db: Connection,
    fixIds: readonly string[],
  ): Promise<ReadonlyMap<string, FixCellCounts & { readonly fix: string }>>;
  /** What is not proven first, then by device. */
  cells(
    db: Connection,
    cover: Cover,
    page: FixCellPage,
  ): Promise<{ readonly rows: readonly FixCell[]; readonly total: number }>;
  causes(db: Connection, cover: Cover): Promise<readonly CauseCount[]>;
  facts(db: Connection, fixIds: readonly string[]): Promise<ReadonlyMap<string, FixFacts>>;
  /** Whoever brought the InfoSec reports that the proven cells of a remediation rest on. */
  infosecDeliverers(db: Connection, cover: Cover): Promise<readonly Deliverer[]>;
}
