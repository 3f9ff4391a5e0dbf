/** A device of the story, as both tools see it. Times are minutes before now; null: never. */
export interface StoryDevice {
  readonly name: string;
  readonly installed: number | null;
  readonly boot: number;
  readonly scanned: number;
  readonly reported: boolean;
  readonly loggedIn?: boolean;
}

/** What a patch tool exports: a row a device. */
export function patchExport(kb: string, devices: readonly StoryDevice[], now: number): string {
  const rows = devices.map(({ name, installed, boot }) =>
    [
      name,
      'Windows 10 22H2',
      `2026-11 Cumulative Update for Windows 10 Version 22H2 for x64-based Systems (${kb})`,
      installed === null ? 'Missing' : 'Installed',
      installed === null ? '' : stamp(now, installed),
      stamp(now, 1),
      stamp(now, boot),
      'No',
    ].join(','),
  );
  return ['Computer,OS,Update,Status,Installed On,Last Seen,Last Boot,Reboot Pending', ...rows, ''].join('\n');
}

/** What Nessus exports of the same devices. */
export function nessusScan(kb: string, devices: readonly StoryDevice[], now: number): string {
  const hosts = devices.map(({ name, scanned, reported, loggedIn = true }) => {
    const at = Math.floor((now - scanned * 60_000) / 1000);
    const item = `<ReportItem port="445" svc_name="cifs" protocol="tcp" severity="4" pluginID="900412" pluginName="${kb}: Windows 10 Version 22H2 Security Update (November 2026)" pluginFamily="Windows : Microsoft Bulletins">
<cve>CVE-2026-11111</cve>
<cvss3_vector>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</cvss3_vector>
<plugin_output>
  - C:\\Windows\\system32\\ntoskrnl.exe has not been patched.
    Remote version : 10.0.19041.5011
    Should be      : 10.0.19041.5131
</plugin_output>
</ReportItem>`;
    return `<ReportHost name="${name}">
<HostProperties>
<tag name="HOST_START_TIMESTAMP">${at}</tag>
<tag name="HOST_END_TIMESTAMP">${at + 30}</tag>
<tag name="netbios-name">${name}</tag>
<tag name="operating-system">Microsoft Windows 10 Enterprise</tag>
<tag name="Credentialed_Scan">${loggedIn}</tag>
</HostProperties>
<ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" pluginName="Nessus Scan Information" pluginFamily="Settings">
<plugin_output>Nessus version : 10.8.3
Credentialed checks : ${loggedIn ? 'yes' : 'no'}
</plugin_output>
</ReportItem>
${reported ? item : ''}
</ReportHost>`;
  });
  return `<?xml version="1.0" ?>
<NessusClientData_v2>
<Policy><policyName>Workstations weekly</policyName></Policy>
<Report name="weekly">
${hosts.join('\n')}
</Report>
</NessusClientData_v2>
`;
}

function stamp(now: number, minutesAgo: number): string {
  return new Date(now - minutesAgo * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
