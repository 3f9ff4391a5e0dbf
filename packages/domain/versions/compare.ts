import { compareApk, parseApk } from './apk/apk.ts';
import { compareDpkg, parseDpkg } from './dpkg/dpkg.ts';
import { compareFourPart, parseFourPart } from './four-part/four-part.ts';
import type { Order } from './order.ts';
import { compareRpm, parseRpm } from './rpm/rpm.ts';
import { compareSemver, parseSemver } from './semver/semver.ts';
import { compareWindowsBuild, parseWindowsBuild } from './windows-build/windows-build.ts';

/** How versions of one kind of product are written and ordered. */
export type VersionScheme = 'dpkg' | 'rpm' | 'apk' | 'semver' | 'windows-build' | 'four-part';

/** One way to write and order versions: parsing may fail, comparing parsed versions may not. */
export interface Versioning<Parsed> {
  readonly parse: (text: string) => Parsed | null;
  readonly compare: (a: Parsed, b: Parsed) => Order;
}

type TextOrder = (a: string, b: string) => Order | null;

/** The explicit registry: one entry a folder beside this file (a test holds that). */
export const VERSION_SCHEMES: { readonly [Scheme in VersionScheme]: TextOrder } = {
  dpkg: textOrder({ parse: parseDpkg, compare: compareDpkg }),
  rpm: textOrder({ parse: parseRpm, compare: compareRpm }),
  apk: textOrder({ parse: parseApk, compare: compareApk }),
  semver: textOrder({ parse: parseSemver, compare: compareSemver }),
  'windows-build': textOrder({ parse: parseWindowsBuild, compare: compareWindowsBuild }),
  'four-part': textOrder({ parse: parseFourPart, compare: compareFourPart }),
};

function textOrder<Parsed>({ parse, compare }: Versioning<Parsed>): TextOrder {
  return (a, b) => {
    const left = parse(a);
    const right = parse(b);
    return left === null || right === null ? null : compare(left, right);
  };
}

/** Orders two versions as written; null where either is not a version of that scheme: nothing may be concluded then. */
export function compareVersions(scheme: VersionScheme, a: string, b: string): Order | null {
  return VERSION_SCHEMES[scheme](a, b);
}
