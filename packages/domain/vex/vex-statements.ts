import type { ConfirmedMistake } from './confirmed-mistake.ts';
import { checkedComponentId, fixedProductId } from './product-id.ts';

/** A product or component of a statement. */
export interface VexComponent {
  readonly id: string;
  readonly parts: readonly string[];
}

/** What is stated of one vulnerability and one product, by everything that was confirmed about them. */
export interface StatedVulnerability {
  readonly vulnerability: string;
  readonly product: VexComponent;
  readonly status: 'fixed' | 'not_affected';
  /** OpenVEX 0.2.0, "Status Justifications"; null for what is fixed. */
  readonly justification: 'component_not_present' | 'vulnerable_code_not_present' | null;
  readonly notes: string;
  /** When it was last confirmed, ISO-8601. */
  readonly at: string;
}

const NAMED_DEVICES = 20;

interface Gathered {
  readonly statement: Omit<StatedVulnerability, 'notes' | 'at'>;
  readonly devices: Set<string>;
  readonly checks: Set<string>;
  readonly people: Set<string>;
  at: string;
}

/**
 * Gathers confirmed mistakes into statements. A package or KB that a replacement or a backport fixed is `fixed`, which is true
 * of the product wherever it is installed. A check of another system says nothing of that system's package: there the product
 * is the device, `not_affected` because the component is not present on it.
 */
export class VexStatements {
  readonly #gathered = new Map<string, Gathered>();

  add(mistake: ConfirmedMistake): void {
    const { check, product } = mistake;
    // DOMAIN: a vulnerability is a CVE, or a scanner's own check where no CVE exists.
    const names = product.cves.length > 0 ? product.cves : [`${check.tool.toLowerCase()}-${check.id}`];
    for (const name of names) this.#addTo(name, mistake);
  }

  /** In one order, whatever the order in which mistakes were added. */
  finish(): readonly StatedVulnerability[] {
    return [...this.#gathered]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { statement, at, ...by }]) => ({ ...statement, at, notes: notesOf(by) }));
  }

  #addTo(vulnerability: string, mistake: ConfirmedMistake): void {
    const statement = statementOf(vulnerability, mistake);
    const key = JSON.stringify([vulnerability, statement.product, statement.status]);
    const gathered = this.#gathered.get(key) ?? {
      statement,
      devices: new Set(),
      checks: new Set(),
      people: new Set(),
      at: mistake.at,
    };
    this.#gathered.set(key, gathered);
    gathered.devices.add(mistake.device);
    gathered.checks.add(`${mistake.check.tool} ${mistake.check.id}`);
    gathered.people.add(mistake.by);
    if (mistake.at > gathered.at) gathered.at = mistake.at;
  }
}

function statementOf(vulnerability: string, { cause, product, deviceId }: ConfirmedMistake): Gathered['statement'] {
  if (cause === 'wrong-product') {
    return {
      vulnerability,
      product: { id: `urn:baton:device:${deviceId}`, parts: [checkedComponentId(product)] },
      status: 'not_affected',
      justification: 'component_not_present',
    };
  }
  return { vulnerability, product: { id: fixedProductId(product), parts: [] }, status: 'fixed', justification: null };
}

function notesOf({ devices, checks, people }: Pick<Gathered, 'devices' | 'checks' | 'people'>): string {
  const names = [...devices].sort();
  const more = names.length > NAMED_DEVICES ? ` and ${names.length - NAMED_DEVICES} more` : '';
  const named = `${names.slice(0, NAMED_DEVICES).join(', ')}${more}`;
  return `Confirmed by ${[...people].sort().join(', ')} on ${named}. Reported there by ${[...checks].sort().join(', ')}.`;
}
