import { fieldOf } from './policy-scope.ts';

/** Checks in which Nessus says that it could not read what is installed, whether or not it was let in. */
const REFUSED: Readonly<Record<string, string>> = {
  '21745': 'local checks were not run (21745)',
  '110385': 'the account’s privileges were not enough (110385)',
  '24786': 'the account was no administrator (24786)',
  '26917': 'the registry could not be read (26917)',
  '10428': 'the registry could not be read in full (10428)',
  '110695': 'there are no checks of patches for this system (110695)',
  '117885': 'logging in failed now and then (117885)',
  '117886': 'patches could not be checked (117886)',
};
/** Checks in which Nessus says how logging in went. */
const FAILED: Readonly<Record<string, string>> = {
  '104410': 'the credentials given were refused (104410)',
  '110723': 'no credentials were given (110723)',
};
const SUCCEEDED: Readonly<Record<string, string>> = {
  '141118': 'valid credentials (141118)',
  '110095': 'no problem with the login (110095)',
};

/** The list of packages, which says in words whether it was read: "Local security checks have NOT been enabled for this host." */
const PACKAGE_LIST = '12634';

/** Checks whose output is needed to know how a host was looked at. */
export const LOGIN_CHECKS: ReadonlySet<string> = new Set(
  ['19506', '10180', PACKAGE_LIST].concat(Object.keys(REFUSED), Object.keys(FAILED), Object.keys(SUCCEEDED)),
);

/** Gathers, for one host, whether Nessus could log in. */
export class LoginOutcome {
  /** Whether the host has 19506 at all. */
  toldOfScan = false;
  #said: string | null = null;
  #checks: string[] = [];
  #refused = false;
  #failed = false;
  #succeeded = false;
  #dead = false;

  take(pluginId: string, output: string): void {
    if (pluginId === '19506') {
      this.toldOfScan = true;
      this.#said = fieldOf(output, 'Credentialed checks');
    } else if (pluginId === '10180') this.#dead ||= /considered as dead/i.test(output);
    this.#refused ||= this.#note(REFUSED[pluginId]);
    if (pluginId === PACKAGE_LIST && /local security checks have not been enabled/i.test(output))
      this.#refused ||= this.#note('local checks were not enabled (12634)');
    this.#failed ||= this.#note(FAILED[pluginId]);
    this.#succeeded ||= this.#note(SUCCEEDED[pluginId]);
  }

  /** False where the host did not answer and so was not looked at. */
  get reached(): boolean {
    return !this.#dead;
  }

  /**
   * Whether the scan was logged in well enough to read versions. 19506 decides, except where local checks were not run or could
   * not read what is installed; then the tags of the host; then the other checks. Null where nothing says it.
   */
  authenticated(properties: ReadonlyMap<string, string>): boolean | null {
    if (this.#refused) return false;
    if (this.#said !== null) return /^yes/i.test(this.#said);
    const tag = properties.get('Credentialed_Scan');
    if (tag !== undefined) return tag === 'true';
    if (this.#succeeded) return true;
    if (this.#failed) return false;
    const loggedIn = Number(properties.get('LastAuthenticatedResults') ?? 0);
    const loggedOut = Number(properties.get('LastUnauthenticatedResults') ?? 0);
    return loggedIn === loggedOut ? null : loggedIn > loggedOut;
  }

  /** What Nessus itself said of it. */
  words(properties: ReadonlyMap<string, string>): string | null {
    const tag = properties.get('Credentialed_Scan');
    const said = this.#said ? `Credentialed checks : ${this.#said}` : tag ? `Credentialed_Scan: ${tag}` : null;
    const all = said === null ? this.#checks : [said, ...this.#checks];
    return all.length === 0 ? null : all.join('; ').slice(0, 300);
  }

  #note(words: string | undefined): boolean {
    if (words !== undefined && !this.#checks.includes(words)) this.#checks.push(words);
    return words !== undefined;
  }
}
