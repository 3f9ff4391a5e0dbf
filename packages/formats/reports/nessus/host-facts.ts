import { normalizeSerial } from '@baton/domain/identifiers/serial-number.ts';
import { readTime } from '../read-time.ts';

/** Checks that say something of the device itself, and how to read them. */
const REBOOT_REQUIRED = '35453';
const LAST_STARTUP = '56468';
const WINDOWS_VERSION = '48942';
const ROLLUP = '93962';
const UNAME = new Set(['12634', '97993', '25221']);
const SERIAL = new Set(['24270', '35351', '34096']);

/** Checks whose output `HostFacts` reads. */
export const FACT_CHECKS: ReadonlySet<string> = new Set([
  REBOOT_REQUIRED,
  LAST_STARTUP,
  WINDOWS_VERSION,
  ROLLUP,
  ...UNAME,
  ...SERIAL,
]);

/** Gathers what informational checks tell of the device. */
export class HostFacts {
  readonly serials: string[] = [];
  rebootPending: boolean | null = null;
  lastBoot: string | null = null;
  runningKernel: string | null = null;
  #build: string | null = null;
  #fileVersion: string | null = null;

  take(pluginId: string, output: string, zone: string): void {
    if (pluginId === REBOOT_REQUIRED) this.rebootPending = true;
    else if (pluginId === LAST_STARTUP) this.lastBoot = startupOf(output, zone);
    else if (pluginId === WINDOWS_VERSION) this.#build = /version\s*=\s*10\.(?:0\.)?(\d{5})/i.exec(output)?.[1] ?? null;
    else if (pluginId === ROLLUP)
      this.#fileVersion = /File version\s*:\s*10\.0\.(\d{5}\.\d+)/i.exec(output)?.[1] ?? null;
    else if (UNAME.has(pluginId))
      this.runningKernel ??= /^[ \t]*Linux[ \t]+\S+[ \t]+(\d\S+)/m.exec(output)?.[1] ?? null;
    else if (SERIAL.has(pluginId)) this.#takeSerial(output);
  }

  /**
   * "19045.5011": the build that Windows gives, with the revision of the kernel file. The file's own build is that of the branch
   * that the release is serviced with (19041 for 19045), so it stands in only where the other is not told.
   */
  get osBuild(): string | null {
    if (this.#fileVersion === null) return null;
    const revision = this.#fileVersion.slice(this.#fileVersion.indexOf('.') + 1);
    return this.#build === null ? this.#fileVersion : `${this.#build}.${revision}`;
  }

  #takeSerial(output: string): void {
    const match = /(?:Computer\s*SerialNumber|Serial\s*Number)\s*:\s*([^\n]+)/i.exec(output);
    const serial = match?.[1] === undefined ? null : normalizeSerial(match[1]);
    if (serial !== null && !this.serials.includes(serial)) this.serials.push(serial);
  }
}

/** WMI's "20241013064107.500000+120", or a time as people write it. `last`'s lines hold no year, so they are left. */
function startupOf(output: string, zone: string): string | null {
  const wmi = /\b\d{14}\.\d{6}[+-]\d{3}\b/.exec(output)?.[0];
  const iso = /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?/.exec(output)?.[0];
  const found = wmi ?? iso;
  return found === undefined ? null : readTime(found, 'month-first', zone);
}
