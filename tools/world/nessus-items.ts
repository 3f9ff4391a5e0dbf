import { POLICY_NAMES } from './nessus-policy.ts';
import type { ScannerFinding } from './scanner-finding.ts';
import { dayOf, type World } from './world.ts';
import type { Visit } from './world-device.ts';
import type { WorldCheck } from './world-fix.ts';

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

/** A finding as an item. */
export function findingItem({ check, severity, port, cves, output, kbs, vendor }: ScannerFinding): string {
  const references = kbs.map((kb) => `<xref>MSKB:${kb}</xref>\n`).join('');
  const said = vendor === null ? '' : `<${vendor}>true</${vendor}>\n`;
  return item(check, severity, port, cves, output, references + said);
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
