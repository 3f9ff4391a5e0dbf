import { isOlder, officeFixedBuild } from '../../advisories/office-releases.ts';
import type { CellFacts } from '../facts.ts';
import { type OfficeInstall, officeInstallOf } from '../office-install.ts';
import type { CauseRule } from './cause-rule.ts';

/** Products of Microsoft whose KBs are MSI packages. Click-to-Run gets the same fixes in builds, never as a KB. */
const MSI_PRODUCT =
  /^microsoft (?:office|word|excel|powerpoint|outlook|access|publisher|visio|project|onenote|skype for business|lync|infopath)\b(?!.*\b(?:for mac|web apps?|online server|365 apps))/i;
const MSI_TITLE =
  /\b(?:office|word|excel|powerpoint|outlook|access|publisher|visio|project|onenote|lync|skype for business) (?:\w+ )?20(?:07|10|13|16)\b|\bmicrosoft (?:office|word|excel|powerpoint|outlook|access|publisher|visio|project|onenote) products\b/i;

/** Click-to-Run Office is asked for an MSI KB: install type, and its build against the one that brings the fix to its channel. */
export const officeChannel: CauseRule = {
  id: 'office-channel',
  version: 1,
  owner: 'both',
  ownerOf: (facts) => (isBelow(facts) ? 'it' : 'infosec'),
  positiveProof: false,
  confidence: 'strong',
  label: 'Office by channel, not KB',
  summary: 'the scan asks Click-to-Run Office for a KB; its fixes come as builds',
  nextAction: 'Compare the build',
  fits: (facts) => {
    const { it, infosec, fix } = facts;
    if (fix.kind !== 'kb' || infosec?.says !== 'reported' || it?.says === 'installed') return false;
    return isMsiOfficeKb(facts) && officeInstallOf(facts.device) !== null;
  },
  explain: (facts) => {
    const { office, fixed } = buildsOf(facts);
    const has = `${facts.device.name} has Click-to-Run Office${office?.build ? ` 16.0.${office.build}` : ''}${channelWords(office)}`;
    if (fixed === null)
      return `${has}; ${facts.fix.id} is for the MSI edition, and which build brings the same fix is not known.`;
    return `${has}; ${facts.fix.id} is for the MSI edition, and 16.0.${fixed} brings the same fix.`;
  },
  next: (facts) =>
    isBelow(facts)
      ? `Update Office on ${facts.device.name} to 16.0.${buildsOf(facts).fixed} or later.`
      : `Check ${facts.device.name} by the build of its Office, not by ${facts.fix.id}.`,
};

function isMsiOfficeKb({ fix, knowledge }: CellFacts): boolean {
  const products = knowledge.kb(fix.id)?.products ?? [];
  if (products.length > 0) return products.some((product) => MSI_PRODUCT.test(product));
  const titles = [...fix.infosec, ...fix.it].flatMap(({ resolved: { claim } }) => [
    claim.check?.name,
    claim.names.title,
  ]);
  return titles.some((title) => title != null && MSI_TITLE.test(title.slice(0, 300)) && !/\bC2R\b/i.test(title));
}

interface Builds {
  readonly office: OfficeInstall | null;
  /** The build that brings the fix; null where it is not known. */
  readonly fixed: string | null;
}

function buildsOf({ device, fix, infosec, knowledge }: CellFacts): Builds {
  const office = officeInstallOf(device);
  const since = fix.known?.published ?? infosec?.finding?.resolved.claim.check?.published ?? null;
  if (!office?.build || since === null) return { office, fixed: null };
  return { office, fixed: officeFixedBuild(knowledge.officeReleases, office.build, office.channel, since) };
}

/** Shown to be below its channel's fix. Where that cannot be told, the check is the one that has to change. */
function isBelow(facts: CellFacts): boolean {
  const { office, fixed } = buildsOf(facts);
  return !!office?.build && fixed !== null && isOlder(office.build, fixed);
}

function channelWords(office: OfficeInstall | null): string {
  return office?.channel ? ` on the ${office.channel.replaceAll('-', ' ')} channel` : '';
}
