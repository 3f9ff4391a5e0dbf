const THERE = /^(?:[ih]i|(?:install|hold) ok installed)$/i;
const NOT_THERE = /^(?:[irph][cn]|un|(?:deinstall|purge|unknown|install) ok (?:config-files|not-installed))$/i;

/**
 * Debian's word for a package in a list of packages: "ii", "rc" of `dpkg -l`, "install ok installed" of `dpkg-query`. It says what is
 * there, not whether a fix is. Null for any other word.
 */
export function dpkgState(status: string): 'there' | 'not-there' | null {
  if (THERE.test(status)) return 'there';
  return NOT_THERE.test(status) ? 'not-there' : null;
}
