import type { Check } from '@baton/domain/evidence/report.ts';
import { isPatchFamily, type NessusItem } from './nessus-item.ts';

/** Above this many different checks the dictionary begins anew; Nessus has some 250,000, a scan reports a few thousand. */
const MOST_CHECKS = 50_000;

/** One object a check, however many items report it: names repeat a thousand times in a large file. */
export class CheckDictionary {
  readonly #checks = new Map<string, Check>();

  /** The check of an item. */
  of(item: NessusItem): Check {
    const known = this.#checks.get(item.pluginId);
    if (known !== undefined) return known;
    if (this.#checks.size >= MOST_CHECKS) this.#checks.clear();
    const check: Check = {
      tool: 'Nessus',
      id: item.pluginId,
      name: item.pluginName,
      family: item.family === '' ? null : item.family,
      published: item.published,
      modified: item.modified,
      local: item.pluginType === null ? (isPatchFamily(item.family) ? true : null) : item.pluginType === 'local',
    };
    this.#checks.set(item.pluginId, check);
    return check;
  }
}
