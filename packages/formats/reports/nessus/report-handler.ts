import type { ReportPart } from '@baton/domain/evidence/report.ts';
import type { XmlTag } from '../../stream-xml/xml-tag.ts';
import type { XmlHandler } from '../../stream-xml/xml-tokenizer.ts';
import { FormatError } from '../format-error.ts';
import { CheckDictionary } from './check-dictionary.ts';
import { FACT_CHECKS } from './host-facts.ts';
import { HostReport } from './host-report.ts';
import { itemClaims, mayBeFinding } from './item-claims.ts';
import { LOGIN_CHECKS } from './login-outcome.ts';
import { ITEM_ELEMENTS, itemWith, type NessusItem, takeElement } from './nessus-item.ts';
import { fieldOf, PolicyScope } from './policy-scope.ts';

const EXCERPT_TAG_LENGTH = 400;
/** Nessus gives a host some dozens of tags; a "patch-summary-*" trio for each missing patch is not kept. */
const MOST_PROPERTIES = 500;

/** Turns the elements of a .nessus file (NessusClientData_v2) into parts of a report. Holds one host and one item at a time. */
export class ReportHandler implements XmlHandler {
  readonly #zone: string;
  readonly #scope = new PolicyScope();
  readonly #checks = new CheckDictionary();
  #parts: ReportPart[] = [];
  #section = '';
  #reportSeen = false;
  #host: HostReport | null = null;
  #item: NessusItem | null = null;
  #property = '';
  #name = '';
  #status = '';
  #pluginId = '';
  #family = '';

  constructor(zone: string) {
    this.#zone = zone;
  }

  open(name: string, depth: number, tag: XmlTag): boolean {
    if (depth === 0) requireRoot(name, tag);
    else if (depth === 1) this.#section = name;
    else if (this.#section === 'Report') return this.#openInReport(name, depth, tag);
    else if (this.#section === 'Policy') return isPolicyText(name, depth);
    if (depth === 1 && name === 'Report') this.#reportSeen = true;
    return false;
  }

  close(name: string, depth: number, text: string): void {
    if (this.#section === 'Report') this.#closeInReport(name, depth, text);
    else if (this.#section === 'Policy') this.#closeInPolicy(name, depth, text);
  }

  /** The parts since it was asked last. */
  take(): readonly ReportPart[] {
    const parts = this.#parts;
    if (parts.length > 0) this.#parts = [];
    return parts;
  }

  /** @throws FormatError where the file, though whole, is no report */
  end(): readonly ReportPart[] {
    if (!this.#reportSeen) {
      throw new FormatError(
        'other-format',
        'The file is a Nessus policy without a report. Export the scan itself as .nessus.',
      );
    }
    this.#giveScope();
    return this.take();
  }

  #openInReport(name: string, depth: number, tag: XmlTag): boolean {
    if (depth === 4) return this.#openChild(name, tag);
    if (depth === 3 && name === 'ReportItem') this.#item = this.#openItem(tag);
    else if (depth === 2 && name === 'ReportHost') this.#openHost(tag);
    return false;
  }

  #openHost(tag: XmlTag): void {
    const name = tag.get('name')?.trim() ?? '';
    if (name === '')
      this.#problem(tag.line(), 'A host without a name was left out, with its findings.', 'ReportHost name');
    else this.#host = new HostReport(name, tag.line(), this.#zone);
  }

  /** Only items that can matter are read further. */
  #openItem(tag: XmlTag): NessusItem | null {
    if (this.#host === null) return null;
    const pluginId = tag.get('pluginID')?.trim() ?? '';
    const severity = Number(tag.get('severity') ?? Number.NaN);
    if (!/^\d{1,12}$/.test(pluginId) || !(severity >= 0 && severity <= 4)) {
      const what = pluginId === '' ? 'no pluginID' : `pluginID “${pluginId}”, severity “${tag.get('severity') ?? ''}”`;
      this.#problem(tag.line(), `An item with ${what} was left out.`, 'ReportItem');
      return null;
    }
    const family = tag.get('pluginFamily') ?? '';
    if (!mayBeFinding(pluginId, family, severity) && !LOGIN_CHECKS.has(pluginId) && !FACT_CHECKS.has(pluginId))
      return null;
    const port = Number(tag.get('port') ?? Number.NaN);
    return itemWith({
      pluginId,
      pluginName: tag.get('pluginName') ?? '',
      family,
      severity,
      port: Number.isInteger(port) && port > 0 ? port : null,
      line: tag.line(),
      tag: tag.source(EXCERPT_TAG_LENGTH),
    });
  }

  #openChild(name: string, tag: XmlTag): boolean {
    if (this.#item !== null) return ITEM_ELEMENTS.has(name);
    if (this.#host === null || name !== 'tag') return false;
    this.#property = tag.get('name') ?? '';
    return (
      this.#property !== '' &&
      !this.#property.startsWith('patch-summary') &&
      this.#host.properties.size < MOST_PROPERTIES
    );
  }

  #closeInReport(name: string, depth: number, text: string): void {
    if (depth === 4) {
      if (this.#item !== null) takeElement(this.#item, name, text);
      else if (this.#host !== null && text !== '') this.#host.properties.set(this.#property, text.trim());
    } else if (depth === 3 && name === 'ReportItem') this.#closeItem();
    else if (depth === 2 && name === 'ReportHost') this.#closeHost();
  }

  #closeItem(): void {
    const item = this.#item;
    const host = this.#host;
    this.#item = null;
    if (item === null || host === null) return;
    if (item.pluginId === '19506') {
      this.#scope.scanInformation(item.output);
      host.scanStart = fieldOf(item.output, 'Scan Start Date');
    }
    if (LOGIN_CHECKS.has(item.pluginId)) host.login.take(item.pluginId, item.output);
    if (FACT_CHECKS.has(item.pluginId)) host.facts.take(item.pluginId, item.output, this.#zone);
    if (!mayBeFinding(item.pluginId, item.family, item.severity)) return;
    host.add(itemClaims(item, this.#checks.of(item)));
    if (host.isFull) {
      this.#giveScope();
      this.#parts.push({ part: 'device', device: host.takePiece() });
    }
  }

  #closeHost(): void {
    const host = this.#host;
    this.#host = null;
    if (host === null) return;
    this.#giveScope();
    // 19506 runs at the end of every host: where the policy lists it and the host has none, it was cut off, or left out of the export.
    const device = host.takeEnd(!host.login.toldOfScan && this.#scope.endsWithScanInformation);
    if (device.look?.from === null && device.look.to === null) {
      this.#problem(host.line, `The scan does not say when it looked at ${device.names.shown}.`, 'HOST_START');
    }
    this.#parts.push({ part: 'device', device });
  }

  #closeInPolicy(name: string, depth: number, text: string): void {
    if (name === 'policyName' && depth === 2) this.#scope.policyName(text.trim());
    else if (name === 'name' || name === 'FamilyName' || name === 'PluginName') this.#name = text.trim();
    else if (name === 'PluginId') this.#pluginId = text.trim();
    else if (name === 'Family') this.#family = text.trim();
    else if (name === 'value' || name === 'Status') this.#status = text.trim();
    else if (name === 'preference') this.#scope.preference(this.#name, this.#status);
    else if (name === 'FamilyItem') this.#scope.family(this.#name, this.#status);
    else if (name === 'PluginItem') this.#scope.plugin(this.#pluginId, this.#name, this.#family, this.#status);
    else return;
    if (name === 'preference' || name === 'FamilyItem' || name === 'PluginItem') {
      this.#name = '';
      this.#status = '';
      this.#pluginId = '';
      this.#family = '';
    }
  }

  #giveScope(): void {
    const scope = this.#scope.takeChanged();
    if (scope !== null) this.#parts.push({ part: 'scope', scope });
  }

  #problem(line: number, what: string, where: string): void {
    this.#parts.push({ part: 'problem', problem: { line, what, where } });
  }
}

/** Of a family, and of a check that is chosen by itself. */
const FAMILY_ELEMENTS: ReadonlySet<string> = new Set(['FamilyName', 'Status', 'PluginId', 'PluginName', 'Family']);

function isPolicyText(name: string, depth: number): boolean {
  if (depth === 2) return name === 'policyName';
  if (depth === 4) return FAMILY_ELEMENTS.has(name);
  return depth === 5 && (name === 'name' || name === 'value');
}

function requireRoot(name: string, tag: XmlTag): void {
  if (name === 'NessusClientData_v2') return;
  const what =
    name === 'NessusClientData'
      ? 'The file is in version 1 of the Nessus format. Export the scan again as .nessus (v2).'
      : `The file is XML, but <${name}> is not how a Nessus report begins.`;
  throw new FormatError('other-format', what, tag.line());
}
