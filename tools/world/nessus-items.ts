import { POLICY_NAMES } from './nessus-policy.ts';
import { jointCheck, otherPlatformCheck, registryCheck } from './special-checks.ts';
import { dayOf, type World } from './world.ts';
import type { Visit, WorldCell } from './world-device.ts';
import type { WorldCheck, WorldFix } from './world-fix.ts';

const SEVERITY = { Critical: 4, High: 3, Medium: 2 } as const;

/** A ReportItem as Nessus writes it. Severity 0 to 4. */
export function item(
  check: WorldCheck,
  severity: number,
  port: number,
  cves: readonly string[],
  output: string,
  references = '',
): string {
  const risk = ['None', 'Low', 'Medium', 'High', 'Critical'][severity] ?? 'None';
  return `<ReportItem port="${port}" svc_name="${port === 445 ? 'cifs' : port === 0 ? 'general' : 'www'}" protocol="tcp" severity="${severity}" pluginID="${check.id}" pluginName="${escapeXml(check.name)}" pluginFamily="${check.family}">
${cves.map((cve) => `<cve>${cve}</cve>\n`).join('')}<description>Made up for tests.</description>
<fname>world_${check.id}.nasl</fname>
${references}<plugin_modification_date>${check.published}</plugin_modification_date>
<plugin_name>${escapeXml(check.name)}</plugin_name>
<plugin_publication_date>${check.published}</plugin_publication_date>
<plugin_type>${check.type}</plugin_type>
<risk_factor>${risk}</risk_factor>
<solution>${severity === 0 ? 'n/a' : 'Apply the update.'}</solution>
<synopsis>${severity === 0 ? 'Information about the host.' : 'The remote host is affected.'}</synopsis>
<plugin_output>${escapeXml(output)}</plugin_output>
</ReportItem>
`;
}

/** What the scanner reports of a cell: nothing, one item, or an item and its duplicate. */
export function findingItems(cell: WorldCell): readonly string[] {
  const { fix } = cell;
  if (cell.reported === 'no') return [];
  if (cell.reported === 'by-banner' && fix.banner) {
    const { check, port, banner, reported, fixed } = fix.banner;
    return [
      item(
        check,
        SEVERITY[fix.severity],
        port,
        fix.cves,
        `\n  URL               : http://host:${port}/\n  Banner            : ${banner}\n  Reported version  : ${reported}\n  Fixed version     : ${fixed}\n`,
      ),
    ];
  }
  const special = fix.unfixed ? unfixedItem(fix) : specialItem(cell);
  if (special !== null) return [special];
  const asked = cell.reported === 'earlier-fix' && fix.earlier ? fix.earlier : fix;
  const references =
    asked.kind === 'kb' ? `<xref>MSKB:${asked.id.slice(2)}</xref>\n<xref>MSFT:MS24-${asked.id.slice(2)}</xref>\n` : '';
  return [
    item(
      asked.check,
      SEVERITY[asked.severity],
      asked.kind === 'kb' ? 445 : asked.kind === 'application' ? 445 : 0,
      asked.cves,
      outputOf(asked, cell),
      references,
    ),
  ];
}

/** What has no fix, in the forms of "… Unsupported Version Detection" and "Linux Distros Unpatched Vulnerability". */
function unfixedItem({ check, severity, cves, path, version, scannerBinaries, unfixed }: WorldFix): string {
  const output =
    unfixed === 'end-of-life'
      ? `\n  Path              : ${path}\n  Installed version : ${version}\n  End of support    : made up for tests\n`
      : `\nThe host has packages that the vendor indicates will not be patched.\n\n${scannerBinaries.map((name) => `  - ${name}\n`).join('')}`;
  const element = unfixed === 'end-of-life' ? 'unsupported_by_vendor' : 'vendor_unpatched';
  return item(check, SEVERITY[severity], 0, cves, output, `<${element}>true</${element}>\n`);
}

const REGISTRY_KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management';

/** Findings of checks that are not the patch check of the fix. */
function specialItem({ fix, reported }: WorldCell): string | null {
  const severity = SEVERITY[fix.severity];
  const kb = (id: string) => `<xref>MSKB:${id.slice(2)}</xref>\n`;
  switch (reported) {
    case 'by-registry-check':
      return item(
        registryCheck(fix),
        severity,
        445,
        [],
        `\nThe update is installed, and its mitigation is not enabled.\n\n  ${REGISTRY_KEY}\\FeatureSettingsOverride is not set.\n`,
        kb(fix.id),
      );
    case 'by-joint-check':
      return item(
        jointCheck(fix),
        severity,
        445,
        fix.cves,
        `\nThe remote host lacks one or more of the following updates :\n  - ${fix.id.slice(2)}\n  - ${fix.companion?.slice(2)}\n`,
        kb(fix.id) + kb(fix.companion ?? fix.id),
      );
    case 'by-other-platform':
      return item(
        otherPlatformCheck(fix),
        severity,
        0,
        fix.cves,
        `\n  - Installed package : ${fix.binary}_${fix.version}\n  - Fixed package     : ${fix.binary}_3.0.2-0ubuntu1.18\n`,
      );
    default:
      return null;
  }
}

function outputOf(fix: WorldFix, cell: WorldCell): string {
  if (fix.clickToRun) return officeOutput(fix);
  if (fix.kind === 'kb') return bulletinOutput(fix);
  if (fix.kind === 'application') return applicationOutput(fix, cell);
  if (fix.kind === 'kernel') return packageOutput(fix.check.family, fix.binary ?? '', fix);
  return fix.scannerBinaries.map((binary) => packageOutput(fix.check.family, binary, fix)).join('');
}

function bulletinOutput(fix: WorldFix): string {
  return `
The remote host is missing one of the following rollup KBs :
  - ${fix.id.slice(2)}

  - C:\\Windows\\system32\\ntoskrnl.exe has not been patched.
    Remote version : ${fix.oldVersion}
    Should be      : ${fix.version}
`;
}

function officeOutput(fix: WorldFix): string {
  return `
  Product           : Microsoft Excel 2016
  KB                : ${fix.id.slice(2)}
  - C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE has not been patched.
    Remote version : ${fix.oldVersion}
    Should be      : ${fix.version}
`;
}

/** Debian: "name_version"; Red Hat: "name-version-release", with its epoch where it has one. */
function packageOutput(family: string, binary: string, fix: WorldFix): string {
  const joint = family.startsWith('Debian') ? '_' : '-';
  const installed = fix.kernel && family.startsWith('Debian') ? `linux-image-${fix.kernel.old}` : binary;
  return `
Remote package installed : ${installed}${joint}${fix.oldVersion}
Should be                : ${binary}${joint}${fix.version}
`;
}

function applicationOutput(fix: WorldFix, cell: WorldCell): string {
  const copies = cell.copies.length > 0 ? cell.copies : [{ path: cell.it.path ?? '', version: fix.oldVersion }];
  return copies
    .map(
      ({ path, version }) => `
  Path              : ${path}
  Installed version : ${version}
  Fixed version     : ${fix.version}
`,
    )
    .join('');
}

/** Plugin 19506 as Nessus 10 prints it. */
export function scanInformation(world: World, visit: Visit): string {
  const feed = new Date(world.feeds[visit.scan]).toISOString();
  const start = new Date(visit.at).toISOString();
  return item(
    { id: '19506', name: 'Nessus Scan Information', family: 'Settings', type: 'local', published: '2005/08/26' },
    0,
    0,
    [],
    `Information about this scan :

Nessus version : 10.8.3
Nessus build : 20010
Plugin feed version : ${feed.slice(0, 16).replace(/[-T:]/g, '')}
Scanner edition used : Nessus
Scanner OS : LINUX
Scan type : Normal
Scan name : ${POLICY_NAMES[visit.scan]}
Scan policy used : ${POLICY_NAMES[visit.scan]}
Scanner IP : 10.255.0.5
Port scanner(s) : nessus_syn_scanner
Port range : default
Thorough tests : no
Experimental tests : no
Paranoia level : 1
Report verbosity : 1
Safe checks : yes
Optimize the test : yes
${visit.loginTold ? `Credentialed checks : ${visit.authenticated ? "yes, as 'CORP\\svc-nessus' via SMB" : 'no'}\n` : ''}Patch management checks : None
Display superseded patches : ${world.seed % 2 === 0 ? 'no (supersedence plugin did not launch)' : 'yes (supersedence plugin did not launch)'}
CGI scanning : disabled
Web application tests : disabled
Max hosts : 30
Max checks : 5
Recv timeout : 5
Backports : Detected
Allow post-scan editing : Yes
Scan Start Date : ${dayOf(visit.at).replaceAll('-', '/')} ${start.slice(11, 16)} UTC
Scan duration : 240 sec
`,
  );
}

export function hostDeadItem(ip: string): string {
  return item(
    { id: '10180', name: 'Ping the remote host', family: 'Port scanners', type: 'remote', published: '1999/06/24' },
    0,
    0,
    [],
    `The remote host (${ip}) is considered as dead - not scanning\nThe remote host (${ip}) did not respond to the following ping methods :\n- TCP ping\n- ICMP ping\n`,
  );
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
