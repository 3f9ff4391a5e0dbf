import type { OfficeChannel } from '../advisories/knowledge.ts';
import { officeChannelOf } from '../advisories/office-releases.ts';
import type { Claim } from '../evidence/report.ts';
import type { DeviceCase } from './device-case.ts';

/** A Click-to-Run installation of Office on a device, as both sides' evidence shows it. */
export interface OfficeInstall {
  /** "17928.20216"; null where only that it is Click-to-Run is known. */
  readonly build: string | null;
  /** Null where nobody tells it. */
  readonly channel: OfficeChannel | null;
}

/** Names under which Click-to-Run registers itself: "Microsoft 365 Apps for enterprise - en-us", "Office 365 ProPlus", "Office 16 Click-to-Run …". */
const CLICK_TO_RUN_NAME =
  /\bmicrosoft 365 apps\b|\boffice 365 (?:proplus|business)\b|\bclick-?to-?run\b|\b(?:microsoft (?:365|office)|office)\b.* - [a-z]{2,3}-[a-z]{2,4}\b/i;
/** Click-to-Run keeps its files below "root"; an MSI does not. */
const CLICK_TO_RUN_PATH = /[\\/]microsoft office(?: 1\d)?[\\/]root[\\/]/i;
const BUILD = /^16\.0\.(\d{5}\.\d{5})$/;
const OFFICE_NAME =
  /\b(?:office|microsoft 365|word|excel|powerpoint|outlook|access|visio|project|publisher|onenote)\b/i;

/** The device's Click-to-Run Office; null where nothing shows one. IT's words go first: it reads the machine's own list. */
export function officeInstallOf(device: DeviceCase): OfficeInstall | null {
  let build: string | null = null;
  let channel: OfficeChannel | null = null;
  let found = false;
  for (const claim of claimsOf(device)) {
    const told = claim.channel === null || !isOffice(claim) ? null : officeChannelOf(claim.channel);
    if (told === null && !isClickToRun(claim)) continue;
    found = true;
    channel ??= told;
    build ??= BUILD.exec(claim.installedVersion ?? '')?.[1] ?? null;
  }
  for (const { state } of device.it) {
    for (const { name, version } of state.packages) {
      if (!CLICK_TO_RUN_NAME.test(name)) continue;
      found = true;
      build ??= BUILD.exec(version)?.[1] ?? null;
    }
  }
  return found ? { build, channel } : null;
}

function* claimsOf({ it, looks }: DeviceCase): Generator<Claim> {
  for (const { claims } of it) yield* claims;
  for (const { findings } of looks.toReversed()) yield* findings;
}

function isClickToRun({ names, path }: Claim): boolean {
  return (
    (path !== null && CLICK_TO_RUN_PATH.test(path)) ||
    [names.application, names.title].some((name) => name !== null && CLICK_TO_RUN_NAME.test(name.slice(0, 300)))
  );
}

function isOffice({ names, path, installedVersion }: Claim): boolean {
  return (
    BUILD.test(installedVersion ?? '') ||
    [names.application, names.title, path].some((text) => text !== null && OFFICE_NAME.test(text.slice(0, 300)))
  );
}
