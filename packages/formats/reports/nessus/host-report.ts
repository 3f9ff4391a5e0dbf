import { EMPTY_STATE } from '@baton/domain/evidence/empty-state.ts';
import type { Claim, DeviceReport, Look, ObservedState } from '@baton/domain/evidence/report.ts';
import type { DeviceNames } from '@baton/domain/identity/device-names.ts';
import { distributionOf } from '../operating-system.ts';
import { HostFacts } from './host-facts.ts';
import { hostNames } from './host-names.ts';
import { hostTimes } from './host-times.ts';
import { LoginOutcome } from './login-outcome.ts';

/** After so many claims a piece of the host is given out, so that a host with a million of them fits in memory. */
export const PIECE_SIZE = 2_000;

/** One ReportHost as it is being read. */
export class HostReport {
  readonly properties = new Map<string, string>();
  readonly facts = new HostFacts();
  readonly login = new LoginOutcome();
  /** When the scan began, as 19506 writes it. */
  scanStart: string | null = null;
  readonly line: number;
  readonly #name: string;
  readonly #zone: string;
  #claims: Claim[] = [];
  #names: DeviceNames | null = null;

  constructor(name: string, line: number, zone: string) {
    this.#name = name;
    this.line = line;
    this.#zone = zone;
  }

  add(claims: readonly Claim[]): void {
    for (const claim of claims) this.#claims.push(claim);
  }

  get isFull(): boolean {
    return this.#claims.length >= PIECE_SIZE;
  }

  /** What there is so far, without the visit, whose outcome is known at the end only. */
  takePiece(): DeviceReport {
    return this.#piece(null, EMPTY_STATE);
  }

  /**
   * The rest of the host, with how it was looked at.
   *
   * @param isCut the scan of the host is not shown to have come to its end, whatever its tags say
   */
  takeEnd(isCut: boolean): DeviceReport {
    const { from, to: end } = hostTimes(this.properties, this.#zone, this.scanStart);
    const to = isCut && from !== null ? null : end;
    const look: Look = {
      from,
      to,
      authenticated: this.login.authenticated(this.properties),
      authentication: this.login.words(this.properties),
      reached: this.login.reached,
    };
    return this.#piece(look, this.#state(end ?? from, look.authenticated === true));
  }

  #piece(look: Look | null, state: ObservedState): DeviceReport {
    // Pieces of one host must be known as such, so serials, which come late, are in the last piece only where it is the only one.
    this.#names ??= hostNames(this.#name, this.properties, look === null ? [] : this.facts.serials);
    const claims = this.#claims;
    this.#claims = [];
    const place = { line: this.line, excerpt: this.#excerpt() };
    // A file may hold several visits to one host: each begins in a line of its own.
    return { names: this.#names, state, look, claims, place, visit: this.line };
  }

  #state(lastSeen: string | null, isLoggedIn: boolean): ObservedState {
    const system = this.properties.get('operating-system')?.split('\n')[0]?.trim() || null;
    return {
      ...EMPTY_STATE,
      operatingSystem: system,
      distribution: system === null ? null : distributionOf(system),
      osBuild: this.facts.osBuild,
      lastSeen: this.login.reached ? lastSeen : null,
      lastBoot: this.facts.lastBoot,
      rebootPending: this.facts.rebootPending,
      runningKernel: this.facts.runningKernel ?? (isLoggedIn && system !== null ? kernelIn(system) : null),
    };
  }

  #excerpt(): string {
    const shown = [
      'host-ip',
      'host-fqdn',
      'netbios-name',
      'operating-system',
      'HOST_START',
      'HOST_END',
      'Credentialed_Scan',
    ];
    const lines = shown
      .filter((name) => this.properties.has(name))
      .map((name) => `${name}: ${this.properties.get(name)}`);
    return [`ReportHost ${this.#name}`, ...lines].join('\n').slice(0, 2_000);
  }
}

/**
 * "Linux Kernel 5.14.0-427.13.1.el9_4.x86_64 on Red Hat Enterprise Linux release 9.4": of a host that was logged in to, the release that
 * runs. A guess over the network names no build ("Linux Kernel 5.4"), and says nothing.
 */
function kernelIn(system: string): string | null {
  return /^Linux Kernel (\d+\.\d+\.\d+[-.]\S*\d\S*) on /.exec(system)?.[1] ?? null;
}
