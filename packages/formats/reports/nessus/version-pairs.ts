/** A copy that a check looked at: what it found and what it asks for. */
export interface VersionPair {
  /** Distribution package; null for applications and files. */
  readonly package: string | null;
  readonly installed: string | null;
  readonly required: string | null;
  readonly path: string | null;
}

/** One item names so many copies at the most; the rest stands in the excerpt. */
const MOST_PAIRS = 200;

/** Labels and paths are shorter. The patterns below are bounded as well, so that a hostile output of 16 MiB is read in time. */
const LONGEST_LINE = 1_000;
const LINE = /^(?:-\s+)?([A-Za-z][A-Za-z ()/]{0,79}?)\s{0,40}:\s+(\S.*)$/;
/** "  - C:\Windows\system32\ntoskrnl.exe has not been patched." */
const UNPATCHED = 'has not been patched';
const PATH_BEFORE = /^(?:-\s+)?((?:[A-Za-z]:\\|\\\\).*|\/\S+)$/;

const INSTALLED =
  /^(?:installed|remote|current|product|detected|file|driver|running|reported|application)\s+(?:\w+\s+)?(?:version|build)$|^version(?: installed)?$/i;
const REQUIRED =
  /^(?:(?:fixed|required|minimum|recommended|patched)\s+(?:\w+\s+)?(?:versions?|build|release)|should be|upgrade to|fix)$/i;
const INSTALLED_PACKAGE = /^(?:remote package installed|installed package|package installed|installed rpm)$/i;
const REQUIRED_PACKAGE = /^(?:should be|fixed package|fixed rpm|required package)$/i;
const PATH = /^(?:path|file|location|install(?:ed|ation)? (?:path|location)|filename)$/i;

const RPM_RELEASE = /\.(?:(?:el|fc|amzn|ol|rhel|mga)\d|module)[\w.+]*$/;

/**
 * Reads the copies out of the words of a check. Nessus has no field for versions; its checks print them in a few forms:
 * "Remote package installed : X / Should be : Y" (distributions), "Installed package : X / Fixed package : Y" (Ubuntu),
 * "Path : P / Installed version : X / Fixed version : Y" (applications), "P has not been patched. / Remote version : X / Should
 * be : Y" (Windows).
 */
export function versionPairs(output: string): readonly VersionPair[] {
  const reader = new PairReader();
  for (const line of output.split('\n')) reader.line(line);
  return reader.end();
}

class PairReader {
  readonly #pairs: VersionPair[] = [];
  #path: string | null = null;
  #installed: string | null = null;
  #required: string | null = null;
  #package: string | null = null;

  line(whole: string): void {
    if (this.#pairs.length >= MOST_PAIRS || whole.length > LONGEST_LINE) return;
    const line = whole.trim();
    const unpatched = unpatchedPath(line);
    if (unpatched !== null) {
      this.#flush();
      this.#path = unpatched;
      return;
    }
    const match = LINE.exec(line);
    if (match) this.#field(match[1] ?? '', match[2] ?? '');
  }

  end(): readonly VersionPair[] {
    this.#flush();
    return this.#pairs;
  }

  #field(label: string, value: string): void {
    if (INSTALLED_PACKAGE.test(label)) this.#beginPackage(value);
    else if (REQUIRED_PACKAGE.test(label) && this.#package !== null)
      this.#required = versionOfPackage(value, this.#package);
    else if (INSTALLED.test(label)) this.#takeInstalled(value);
    else if (REQUIRED.test(label)) this.#required ??= value;
    else if (PATH.test(label) && /[\\/]/.test(value)) this.#takePath(value);
  }

  #beginPackage(value: string): void {
    this.#flush();
    const { name, version } = splitPackage(value);
    this.#package = name;
    this.#installed = version;
  }

  #takeInstalled(value: string): void {
    if (this.#installed !== null) this.#flush();
    this.#installed = value.replace(/\s+\(.*\)$/, '');
  }

  #takePath(value: string): void {
    // Some checks print the path below the versions of the same copy.
    if (this.#installed !== null && this.#required !== null && this.#path === null) {
      this.#path = value;
      this.#flush();
      return;
    }
    if (this.#installed !== null) this.#flush();
    this.#path = value;
  }

  #flush(): void {
    if (this.#installed !== null || this.#required !== null) {
      this.#pairs.push({
        package: this.#package,
        installed: this.#installed,
        required:
          this.#required === null || this.#package !== null
            ? this.#required
            : ownBranch(this.#required, this.#installed),
        path: this.#path,
      });
    }
    this.#path = null;
    this.#installed = null;
    this.#required = null;
    this.#package = null;
  }
}

function unpatchedPath(line: string): string | null {
  const said = line.endsWith('.') ? line.slice(0, -1) : line;
  return said.endsWith(` ${UNPATCHED}`)
    ? (PATH_BEFORE.exec(said.slice(0, -UNPATCHED.length).trimEnd())?.[1] ?? null)
    : null;
}

/**
 * "131.0.2 / 128.3.1" names the fix of several branches: the one nearest to the version found, else the first. "9.0.96 or later" is
 * 9.0.96.
 */
function ownBranch(required: string, installed: string | null): string {
  const branches = required.split(/\s*(?:\/|,|\bor\b|\band\b)\s+/).map((text) => text.replace(/\s+\(.*\)$/, '').trim());
  const versions = branches.filter((text) => /\d/.test(text));
  let best = versions[0] ?? required;
  let bestShared = -1;
  for (const version of versions) {
    const shared = sharedParts(version, installed ?? '');
    if (shared > bestShared) {
      best = version;
      bestShared = shared;
    }
  }
  return best;
}

/** How many leading parts two versions share: 2 for "5.3.12" and "5.3.1". */
function sharedParts(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return shared;
}

/**
 * "libexpat1_2.5.0-1+deb12u1" (Debian, Ubuntu), "openssl-1.0.0-20.el6_2.5" (rpm: name-version-release), "openssl-libs-1:3.0.7-27.el9",
 * "linux-image-6.1.0-28-amd64_6.1.119-1".
 */
export function splitPackage(text: string): { readonly name: string; readonly version: string | null } {
  const bare = text.replace(/\s.*$/, '');
  const underscore = bare.indexOf('_');
  // "el6_4" and "module_el8" hold an underscore of rpm's own.
  if (underscore > 0 && /^\d/.test(bare.slice(underscore + 1)) && !RPM_RELEASE.test(bare.slice(0, underscore))) {
    return { name: bare.slice(0, underscore), version: bare.slice(underscore + 1) };
  }
  // The name of an rpm may hold hyphens, its version and release may not: they are the last two parts.
  const rpm = /^(.+)-((?:\d+:)?[^-]+-[^-]+?)(?:\.(?:x86_64|noarch|i[3-6]86|aarch64|ppc64le|s390x))?(?:\.rpm)?$/.exec(
    bare,
  );
  return rpm ? { name: rpm[1] ?? bare, version: rpm[2] ?? null } : { name: bare, version: null };
}

function versionOfPackage(text: string, name: string): string | null {
  const split = splitPackage(text);
  if (split.version !== null && (split.name === name || !text.startsWith(`${name}-`))) return split.version;
  return text.startsWith(`${name}-`) || text.startsWith(`${name}_`) ? text.slice(name.length + 1) : split.version;
}
