import type { VendorStatus } from '@baton/domain/evidence/report.ts';
import type { NessusItem } from './nessus-item.ts';
import { splitPackage } from './version-pairs.ts';

/** Outputs may have 16 MiB; what a host has stands at their beginning. */
const READ_CHARACTERS = 20_000;

/** "Microsoft Windows Server 2012 R2 SEoL", "PHP Unsupported Version Detection", "Unsupported Windows OS (remote)" */
const ENDED_NAME =
  /\bSEoL\b|\bUnsupported (?:Version|Installation|Windows|Unix|Linux|Operating System|OS|Software)\b|\bUnsupported\b.*\bDetection\b|\bEnd[- ]of[- ](?:Life|Support)\b/i;
const UNPATCHED_NAME = /\bUnpatched Vulnerability\b/i;
/** Tenable's words in the checks of what distributions have not fixed. */
const WILL_NOT =
  /\b(?:vendor )?indicates will not be (?:patched|fixed)\b|\bwill not be (?:patched|fixed)\b|\bwill not fix\b/i;

/** What a check says outright of the vendor: by Nessus' own elements, else by the names under which it keeps such checks. */
export function vendorStatusOfItem(item: NessusItem): VendorStatus | null {
  if (item.unsupportedByVendor || ENDED_NAME.test(item.pluginName)) return 'end-of-life';
  if (!item.vendorUnpatched && !UNPATCHED_NAME.test(item.pluginName)) return null;
  return WILL_NOT.test(item.synopsis) || WILL_NOT.test(item.output.slice(0, READ_CHARACTERS))
    ? 'will-not-fix'
    : 'no-fix-yet';
}

/** An operating system is named by its check: the device is the product. */
const SYSTEM_NAME =
  /^(?:unsupported\b.*\b(?:windows|unix|linux|operating system)\b.*|(?:microsoft )?windows(?: (?:server|10|11|8(?:\.1)?|7|vista|xp|2000|nt)\b.*)?|.*\b(?:linux|ubuntu|debian|centos|fedora|red hat enterprise linux|rhel|freebsd|mac ?os x?|unix operating system|operating system)\b.*)$/i;

/** Whether a check about the end of life is about the operating system. */
export function isAboutSystem(item: NessusItem): boolean {
  return SYSTEM_NAME.test(item.pluginName.slice(0, 300));
}

export interface ListedPackage {
  readonly name: string;
  readonly version: string | null;
}

const LABELLED =
  /^(?:affected |installed |unpatched |vulnerable |source |detected )?packages?(?:\(s\))?(?: name)?\s*:\s+(\S.*)$/i;
const ITEM = /^[-*]\s+([a-z0-9][a-z0-9+._:~-]*)(?:\s+(?:version\s+)?\(?(\d[\w.+:~-]*)\)?)?(?:\s+is installed)?\.?$/i;
const SENTENCE = /^(?:package )?([a-z0-9][a-z0-9+.-]*)\s+(?:version\s+)?(\d[\w.+:~-]*)\s+is installed\.?$/i;

/** The packages that a check lists without a fixed version: "  - curl", "Package : curl", "curl 7.88.1-10+deb12u5 is installed". */
export function listedPackages(output: string): readonly ListedPackage[] {
  const found = new Map<string, ListedPackage>();
  for (const whole of output.slice(0, READ_CHARACTERS).split('\n')) {
    const line = whole.trim().slice(0, 300);
    const labelled = LABELLED.exec(line)?.[1];
    const words = labelled?.split(/[,;]\s*/) ?? [];
    for (const word of words) add(found, splitPackage(word.trim()));
    const listed = ITEM.exec(line) ?? SENTENCE.exec(line);
    if (listed?.[1] !== undefined)
      add(found, listed[2] === undefined ? splitPackage(listed[1]) : { name: listed[1], version: listed[2] });
  }
  return [...found.values()];
}

function add(found: Map<string, ListedPackage>, listed: ListedPackage): void {
  if (!found.has(listed.name) && /[a-z]/i.test(listed.name)) found.set(listed.name, listed);
}
