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
  /** What kind of system it is, where told: it names nothing, but keeps an address that moved from joining two machines. */
  readonly osFamily?: OsFamily | null;
}

export type OsFamily = 'windows' | 'linux' | 'other';

/** A device known by nothing but the name shown. */
export function namesOf(shown: string): DeviceNames {
  return { shown, hostnames: [shown], fqdns: [], ips: [], macs: [], biosUuids: [], serials: [], agentIds: [] };
}

/** The kind of system in the words of a report: "Microsoft Windows 10 Enterprise" is "windows", as is "10.0.19045"; null where it is not told. */
export function osFamilyOf(operatingSystem: string | null): OsFamily | null {
  if (operatingSystem === null || operatingSystem.trim() === '') return null;
  if (/windows|^\s*10\.0\.\d{5}\b/i.test(operatingSystem)) return 'windows';
  if (
    /linux|debian|ubuntu|red ?hat|rhel|centos|rocky|alma|suse|sles|fedora|oracle|amazon|alpine/i.test(operatingSystem)
  )
    return 'linux';
  return 'other';
}
