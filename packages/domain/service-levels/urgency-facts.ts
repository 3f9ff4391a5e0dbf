import type { Vulnerability } from '../advisories/knowledge.ts';
import type { MissionImpact } from '../severity/ssvc.ts';
import type { SeverityWord } from '../severity/tier.ts';

/** What a policy may ask of a fix on its devices. Null is "not known", and holds no condition. */
export interface UrgencyFacts {
  /** What is known of each CVE that the fix removes. */
  readonly vulnerabilities: readonly Vulnerability[];
  readonly vendorSeverity: SeverityWord | null;
  /** Whether a device that needs it can be reached from the internet. */
  readonly exposed: boolean | null;
  /** The highest criticality among the devices that need it. */
  readonly criticality: MissionImpact | null;
  readonly groups: readonly string[];
}
