const THERE = /^(?:[ih]i|(?:install|hold) ok installed)$/i;
const NOT_THERE = /^(?:[irph][cn]|un|(?:deinstall|purge|unknown|install) ok (?:config-files|not-installed))$/i;
/** Unpacked and not configured to its end, after an error or before a restart of dpkg. */
const NOT_WHOLE = /^(?:[ih][UFH]|(?:install|hold) ok (?:unpacked|half-configured|half-installed))$/;

/**
 * Debian's word for a package in a list of packages: "ii", "rc" of `dpkg -l`, "install ok installed" of `dpkg-query`. It says what is
 * there, not whether a fix is; but of what is not whole, that its install failed. Null for any other word.
 */
export function dpkgState(status: string): 'there' | 'not-there' | 'not-whole' | null {
  if (THERE.test(status)) return 'there';
  if (NOT_WHOLE.test(status)) return 'not-whole';
  return NOT_THERE.test(status) ? 'not-there' : null;
}
