/** Names under which one source knows a device. Unknown is an empty list; junk ("To be filled by O.E.M.") is left out by readers. */
export interface DeviceNames {
  /** The name that the source shows: first choice for people. */
  readonly shown: string;
  /** Short host names, as written. */
  readonly hostnames: readonly string[];
  readonly fqdns: readonly string[];
  readonly ips: readonly string[];
  /** Lower case, colons. Weak: docks, NAT and virtual adapters share them. */
  readonly macs: readonly string[];
  /** Lower case with hyphens. */
  readonly biosUuids: readonly string[];
  readonly serials: readonly string[];
  /** Ids given by an agent or tool to the device ("tenable:…", "pdq:…", machine-id). */
  readonly agentIds: readonly string[];
}

/** A device known by nothing but the name shown. */
export function namesOf(shown: string): DeviceNames {
  return { shown, hostnames: [shown], fqdns: [], ips: [], macs: [], biosUuids: [], serials: [], agentIds: [] };
}
