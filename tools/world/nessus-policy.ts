import type { World } from './world.ts';
import type { NessusScan, ScanName } from './world-device.ts';

const PATCH_FAMILIES = [
  'Windows : Microsoft Bulletins',
  'Windows',
  'Debian Local Security Checks',
  'Red Hat Local Security Checks',
];
const OTHER_FAMILIES = [
  'General',
  'Settings',
  'Web Servers',
  'Service detection',
  'Port scanners',
  'Misc.',
  'Databases',
];
/** Checks that every scan of the world has beside those of the fixes. */
const ALWAYS = [
  '10180',
  '10335',
  '11219',
  '19506',
  '24270',
  '48942',
  '93962',
  '35453',
  '12634',
  '56468',
  '22964',
  '10287',
];

export const POLICY_NAMES: Readonly<Record<ScanName, string>> = {
  weekly: 'Weekly credentialed patch audit',
  'old-feed': 'Branch offices (offline scanner)',
  'no-patch-families': 'Perimeter without local checks',
  'few-checks': 'Emergency check of web servers',
  'follow-up': 'Follow-up of the weekly audit',
  cloud: 'All scans of the cloud scanner',
};

/** Beginning of a .nessus file: policy with its plugin set and families. */
export function nessusHead(world: World, scan: NessusScan): string {
  return `<?xml version="1.0" ?>
<NessusClientData_v2>
<Policy><policyName>${POLICY_NAMES[scan]}</policyName>
<Preferences><ServerPreferences><preference><name>max_hosts</name>
<value>30</value>
</preference>
${pluginSet(world, scan)}<preference><name>TARGET</name>
<value>10.0.0.0/8</value>
</preference>
<preference><name>port_range</name>
<value>default</value>
</preference>
</ServerPreferences>
</Preferences>
<FamilySelection>${families(scan)}
</FamilySelection>
</Policy>
<Report name="${POLICY_NAMES[scan]}" xmlns:cm="http://www.nessus.org/cm">
`;
}

export const NESSUS_TAIL = '</Report>\n</NessusClientData_v2>\n';

/** Full sets are written by every other seed, as by scanners of different versions; narrow ones always. */
function pluginSet(world: World, scan: NessusScan): string {
  const narrow = scan === 'few-checks' || scan === 'no-patch-families';
  if (!narrow && !world.listsChecks) return '';
  const checks = world.checked.flatMap((fix) => {
    const all = [fix.check, ...(fix.earlier ? [fix.earlier.check] : []), ...(fix.banner ? [fix.banner.check] : [])];
    return all
      .filter((check) => !narrow || (check.type === 'remote' && scan === 'no-patch-families'))
      .map((check) => check.id);
  });
  const fillers = Array.from({ length: 400 }, (_, index) => String(20_000 + index * 37));
  const ids = [...new Set([...checks, ...ALWAYS, ...fillers])];
  return `<preference><name>plugin_set</name>\n<value>${ids.join(';')};</value>\n</preference>\n`;
}

function families(scan: NessusScan): string {
  const status = (family: string) => {
    if (!PATCH_FAMILIES.includes(family)) return scan === 'few-checks' ? 'mixed' : 'enabled';
    return scan === 'no-patch-families' ? 'disabled' : scan === 'few-checks' ? 'mixed' : 'enabled';
  };
  return [...PATCH_FAMILIES, ...OTHER_FAMILIES]
    .map(
      (family) => `<FamilyItem><FamilyName>${family}</FamilyName>\n<Status>${status(family)}</Status>\n</FamilyItem>\n`,
    )
    .join('');
}
