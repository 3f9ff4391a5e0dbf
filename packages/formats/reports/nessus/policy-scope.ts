import type { PartFamily, ReportScope } from '@baton/domain/evidence/report.ts';
import { kbsIn } from '@baton/domain/identifiers/kb.ts';

/** A policy that lists more checks one by one is cut here: those beyond are not shown to have run. */
const MOST_PLUGINS = 20_000;
const LONGEST_NAME = 300;
/** So many checks in plugin_set are the whole set: a template has a few thousand. */
const WHOLE_SET = 50_000;

interface ListedPlugin {
  readonly id: string;
  readonly family: string;
  readonly isOn: boolean;
  /** That its name tells. */
  readonly kbs: readonly string[];
}

/** Gathers what a scan looked at: from the policy in the file, and from what plugin 19506 says of the scan itself. */
export class PolicyScope {
  #policy: string | null = null;
  #pluginSet: string | null = null;
  #targets: readonly string[] = [];
  #ports: string | null = null;
  #feedDate: string | null = null;
  #showsSuperseded: boolean | null = null;
  #changed = true;
  #endsWithScanInformation = false;
  readonly #families = new Map<string, string>();
  readonly #plugins: ListedPlugin[] = [];

  /** A server preference: plugin_set, TARGET, port_range. */
  preference(name: string, value: string): void {
    if (name === 'plugin_set') this.#takePluginSet(value);
    else if (name === 'TARGET') this.#targets = value.split(/[\s,;]+/).filter((target) => target !== '');
    else if (name === 'port_range') this.#ports = value;
  }

  #takePluginSet(value: string): void {
    this.#pluginSet = value;
    const ids = value.split(';');
    this.#endsWithScanInformation = ids.length >= WHOLE_SET && ids.some((id) => id.trim() === '19506');
  }

  policyName(name: string): void {
    this.#policy ??= name === '' ? null : name;
  }

  /** A family with its status: enabled, disabled or mixed. */
  family(name: string, status: string): void {
    this.#families.set(name, status.toLowerCase());
  }

  /** A check that was switched on or off by itself, in a family that is mixed. */
  plugin(id: string, name: string, family: string, status: string): void {
    if (!/^\d{1,12}$/.test(id) || this.#plugins.length >= MOST_PLUGINS) return;
    const isOn = status.toLowerCase() === 'enabled';
    this.#plugins.push({ id, kbs: kbsIn(name.slice(0, LONGEST_NAME)), family, isOn });
  }

  /** Plugin 19506, "Nessus Scan Information", as printed for one host. */
  scanInformation(output: string): void {
    const policy = fieldOf(output, 'Scan policy used');
    if (policy !== null && this.#policy === null) this.#take(() => (this.#policy = policy));
    const feed = feedDateOf(fieldOf(output, 'Plugin feed version'));
    // A file may join scans of several feeds: the oldest is what silence can be held to.
    if (feed !== null && (this.#feedDate === null || feed < this.#feedDate)) this.#take(() => (this.#feedDate = feed));
    const superseded = fieldOf(output, 'Display superseded patches');
    if (superseded !== null && this.#showsSuperseded === null) {
      this.#take(() => (this.#showsSuperseded = /^yes/i.test(superseded)));
    }
    const ports = fieldOf(output, 'Port range');
    if (ports !== null && this.#ports === null) this.#take(() => (this.#ports = ports));
  }

  /** Whether the policy lists Nessus' whole set of checks, and 19506 in it, which then runs at the end of each host. */
  get endsWithScanInformation(): boolean {
    return this.#endsWithScanInformation;
  }

  /** The scope, where there is anything new in it since it was asked for last; else null. */
  takeChanged(): ReportScope | null {
    if (!this.#changed) return null;
    this.#changed = false;
    const partFamilies = this.#partFamilies();
    return {
      tool: 'Nessus',
      policy: this.#policy,
      checks: this.#checks(),
      familiesOff: [...this.#families].filter(([, status]) => status === 'disabled').map(([name]) => name),
      ...(partFamilies.length === 0 ? {} : { partFamilies }),
      targets: this.#targets,
      feedDate: this.#feedDate,
      ports: this.#ports,
      showsSuperseded: this.#showsSuperseded,
    };
  }

  #partFamilies(): readonly PartFamily[] {
    const isMixed = (family: string) => this.#families.get(family) === 'mixed';
    const listed = Map.groupBy(this.#plugins, ({ family }) => family);
    return [...listed]
      .filter(([family]) => isMixed(family))
      .map(([family, plugins]) => ({
        family,
        on: plugins.filter(({ isOn }) => isOn).map(({ id }) => id),
        off: plugins.filter(({ isOn }) => !isOn).map(({ id }) => id),
        kbs: Object.fromEntries(plugins.filter(({ isOn }) => isOn).flatMap(({ id, kbs }) => kbs.map((kb) => [kb, id]))),
      }));
  }

  #take(change: () => unknown): void {
    change();
    this.#changed = true;
  }

  /** plugin_set lists every check that was switched on. Without it, a policy whose families are all on ran the whole set. */
  #checks(): ReportScope['checks'] {
    const ids = (this.#pluginSet ?? '').split(';').filter((id) => /^\s*\d+\s*$/.test(id));
    if (ids.length > 0) return { kind: 'ids', ids: ids.map((id) => id.trim()) };
    const statuses = [...this.#families.values()];
    return { kind: statuses.length > 0 && statuses.every((status) => status === 'enabled') ? 'all' : 'unknown' };
  }
}

/** A line "Label : value" of the words of a check. */
export function fieldOf(output: string, label: string): string | null {
  const at = output.indexOf(label);
  if (at < 0) return null;
  const match = /^\s*:\s*([^\n]*)/.exec(output.slice(at + label.length, at + label.length + 300));
  const value = match?.[1]?.trim() ?? '';
  return value === '' ? null : value;
}

/** "202410112340" → "2024-10-11T23:40:00Z" */
function feedDateOf(version: string | null): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})/.exec(version ?? '');
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:00Z` : null;
}
