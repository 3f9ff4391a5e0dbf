/** A row of a patch tool’s export. */
export interface PatchRow {
  readonly computer: string;
  readonly serial?: string;
  readonly kb: string;
  readonly status: string;
  readonly installedOn?: string;
  readonly lastSeen?: string;
  readonly lastBoot?: string;
  readonly rebootPending?: string;
}

/** A CSV as patch tools export it. */
export function patchCsv(rows: readonly PatchRow[]): string {
  const lines = rows.map((row) =>
    [
      row.computer,
      row.serial ?? '',
      row.kb,
      row.status,
      row.installedOn ?? '',
      row.lastSeen ?? hoursAgo(1),
      row.lastBoot ?? hoursAgo(30),
      row.rebootPending ?? 'No',
      'Windows 10 22H2',
    ].join(','),
  );
  return ['Computer,Serial Number,KB,Status,Installed On,Last Seen,Last Boot,Reboot Pending,OS', ...lines, ''].join(
    '\n',
  );
}

/** A time as patch tools write it, in UTC. */
export function hoursAgo(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** A host of a scan with the plugins that reported it. */
export interface ScannedHost {
  readonly name: string;
  /** Seconds since 1970. */
  readonly from: number;
  readonly credentialed?: boolean;
  readonly findings?: readonly { readonly plugin: string; readonly kb: string }[];
}

/** A .nessus file (v2) with the whole set of checks. */
export function nessusScan(hosts: readonly ScannedHost[], targets: readonly string[] = []): string {
  return `<?xml version="1.0" ?>
<NessusClientData_v2>
<Policy><policyName>weekly</policyName><Preferences><ServerPreferences>
<preference><name>TARGET</name><value>${targets.join(',')}</value></preference>
</ServerPreferences></Preferences></Policy>
<Report name="weekly" xmlns:cm="http://www.nessus.org/cm">
${hosts.map(host).join('\n')}
</Report>
</NessusClientData_v2>
`;
}

function host({ name, from, credentialed = true, findings = [] }: ScannedHost): string {
  return `<ReportHost name="${name}"><HostProperties>
<tag name="HOST_START_TIMESTAMP">${from}</tag>
<tag name="HOST_END_TIMESTAMP">${from + 300}</tag>
<tag name="Credentialed_Scan">${credentialed}</tag>
<tag name="netbios-name">${name}</tag>
<tag name="operating-system">Microsoft Windows 10 Enterprise</tag>
</HostProperties>
<ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" pluginName="Nessus Scan Information" pluginFamily="Settings">
<plugin_output>Credentialed checks : ${credentialed ? 'yes' : 'no'}</plugin_output></ReportItem>
${findings.map(item).join('\n')}
</ReportHost>`;
}

function item({ plugin, kb }: { readonly plugin: string; readonly kb: string }): string {
  return `<ReportItem port="445" svc_name="cifs" protocol="tcp" severity="3" pluginID="${plugin}" pluginName="${kb}: Security Update" pluginFamily="Windows : Microsoft Bulletins">
<plugin_type>local</plugin_type><xref>MSKB:${kb.replace(/^KB/, '')}</xref>
<plugin_output>The remote host is missing one of the following rollup KBs :\n  - ${kb.replace(/^KB/, '')}\n</plugin_output></ReportItem>`;
}
