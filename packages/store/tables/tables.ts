import type { AgentTables } from './agents.ts';
import type { ConnectionTables } from './connections.ts';
import type { CycleTables } from './cycles.ts';
import type { DisagreementTables } from './disagreements.ts';
import type { EvidenceTables } from './evidence.ts';
import type { ExceptionTables } from './exceptions.ts';
import type { KnowledgeTables } from './knowledge.ts';
import type { LeadershipTables } from './leadership.ts';
import type { LogTables } from './log.ts';
import type { PasskeyTables } from './passkeys.ts';
import type { PeopleTables } from './people.ts';
import type { RelayTables } from './relay.ts';
import type { RulesTables } from './rules.ts';
import type { ServiceLevelTables } from './service-levels.ts';
import type { SignatureTables } from './signatures.ts';
import type { WorkTables } from './work.ts';

/** Every table, by area: an area adds its `tables/<area>.ts` to this list. */
export interface Tables
  extends PeopleTables,
    PasskeyTables,
    LogTables,
    WorkTables,
    AgentTables,
    ConnectionTables,
    RelayTables,
    CycleTables,
    EvidenceTables,
    DisagreementTables,
    ExceptionTables,
    KnowledgeTables,
    LeadershipTables,
    ServiceLevelTables,
    RulesTables,
    SignatureTables {}
