/** A host of a scan that a test writes by hand. */
export interface Host {
  readonly name: string;
  /** Of October 2024, at three in the morning. */
  readonly day?: number;
  /** ISO-8601, instead of a day. */
  readonly at?: string;
  /** Null: the report does not say whether it could log in. */
  readonly login?: boolean | null;
  readonly tags?: Readonly<Record<string, string>>;
  readonly items?: readonly string[];
}

/** A .nessus file of a scan whose policy says nothing of its scope. */
export function scan(...hosts: readonly Host[]): string {
  return scanBy('', ...hosts);
}

/** The same with what the policy says: preferences and families. */
export function scanBy(policy: string, ...hosts: readonly Host[]): string {
  return `<?xml version="1.0" ?>\n<NessusClientData_v2>\n<Policy><policyName>p</policyName>${policy}</Policy>\n<Report name="r">\n${hosts.map(hostXml).join('')}</Report>\n</NessusClientData_v2>\n`;
}

/** Switches families of checks off, as a policy says it. */
export function familiesOff(...names: readonly string[]): string {
  const off = names.map((name) => `<FamilyItem><FamilyName>${name}</FamilyName><Status>disabled</Status></FamilyItem>`);
  return `<FamilySelection>${off.join('')}</FamilySelection>`;
}

/** Switches a family on in part, as a policy says it: only these checks of it, by number and name. */
export function familyInPart(family: string, checks: Readonly<Record<string, string>>): string {
  const items = Object.entries(checks).map(
    ([id, name]) =>
      `<PluginItem><PluginId>${id}</PluginId><PluginName>${name}</PluginName><Family>${family}</Family><Status>enabled</Status></PluginItem>`,
  );
  return `<FamilySelection><FamilyItem><FamilyName>${family}</FamilyName><Status>mixed</Status></FamilyItem></FamilySelection><IndividualPluginSelection>${items.join('')}</IndividualPluginSelection>`;
}

/** What a scan was asked to look at, and with which checks. */
export function preference(name: 'plugin_set' | 'TARGET', value: string): string {
  return `<Preferences><ServerPreferences><preference><name>${name}</name><value>${value}</value></preference></ServerPreferences></Preferences>`;
}

function hostXml({ name, day = 13, at, login = true, tags = {}, items = [] }: Host): string {
  const from = (at === undefined ? Date.UTC(2024, 9, day, 3) : Date.parse(at)) / 1000;
  const all = {
    HOST_START_TIMESTAMP: String(from),
    HOST_END_TIMESTAMP: String(from + 300),
    ...(login === null ? {} : { Credentialed_Scan: String(login) }),
    ...tags,
  };
  const properties = Object.entries(all).map(([key, value]) => `<tag name="${key}">${value}</tag>`);
  return `<ReportHost name="${name}"><HostProperties>${properties.join('')}</HostProperties>${items.join('')}</ReportHost>\n`;
}

/** A finding of a check that reads the device itself; with severity 0, what a check only tells. */
export function item(id: string, name: string, family: string, output: string, extra = '', severity = 3): string {
  return `<ReportItem port="0" svc_name="general" protocol="tcp" severity="${severity}" pluginID="${id}" pluginName="${name}" pluginFamily="${family}"><plugin_type>local</plugin_type>${extra}<plugin_output>${output}</plugin_output></ReportItem>`;
}

/** A finding of a check that asks over the network. */
export function remoteItem(id: string, name: string, family: string, output: string, extra = ''): string {
  return item(id, name, family, output, extra).replace('<plugin_type>local<', '<plugin_type>remote<');
}

/** The cumulative update of Windows 10 of October 2024, missing. */
export const OCTOBER = item(
  '208303',
  'KB5044273: Windows 10 Version 21H2 / Windows 10 Version 22H2 Security Update (October 2024)',
  'Windows : Microsoft Bulletins',
  '\nThe remote host is missing one of the following rollup KBs :\n  - 5044273\n',
  '<xref>MSKB:5044273</xref>',
);

export const CHROME = (path: string, version: string) =>
  item(
    '208740',
    'Google Chrome &lt; 129.0.6668.100 Multiple Vulnerabilities',
    'Windows',
    `\n  Path              : ${path}\n  Installed version : ${version}\n  Fixed version     : 129.0.6668.100\n`,
  );

/** The text of a file of lines as Windows ends them. */
export const lines = (...rows: readonly string[]) => `${rows.join('\r\n')}\r\n`;
