import type { AllowedHosts } from '../guarded-fetch/address-guard.ts';

/** A comment over there. */
export interface RemoteWord {
  readonly id: string;
  readonly author: string;
  readonly text: string;
}

/** An issue or incident as it is now. */
export interface RemoteIssue {
  /** What never changes; `key` is what people call it. */
  readonly id: string;
  readonly key: string;
  readonly url: string;
  /** As it is written, and as people read it: `6`, "Resolved". */
  readonly state: string;
  readonly stateName: string;
  /** Oldest first. */
  readonly words: readonly RemoteWord[];
}

export interface IssueDraft {
  readonly remediationId: string;
  /** One line. */
  readonly title: string;
  readonly description: string;
}

/**
 * Another tool in which remediations have issues. Every act may be tried again after a crash: `findMade` finds what was
 * made, and words carry Baton's mark.
 *
 * @throws ServiceError `unreachable` and `tool-refused` where the tool or the connection is at fault, `not-found` and `conflict`
 * where it is about one issue only
 */
export interface Tracker {
  /** Looks whether the tool lets Baton in and has what the settings name. @returns what it said */
  check(): Promise<string>;
  /** The id of an issue that Baton has made for a remediation before; null where there is none. */
  findMade(remediationId: string): Promise<string | null>;
  /** @returns its id */
  create(draft: IssueDraft): Promise<string>;
  /** The id of an issue that people call so, made known to Baton. */
  adopt(key: string): Promise<string>;
  read(id: string): Promise<RemoteIssue>;
  say(id: string, text: string): Promise<void>;
  /** @returns the state's name after it */
  setState(issue: RemoteIssue, state: string, note: string): Promise<string>;
  /** Which of these have changed in so many minutes. */
  changed(ids: readonly string[], minutes: number): Promise<readonly string[]>;
}

/** How a tool is reached. */
export interface TrackerPlace {
  readonly secret: string;
  readonly allowPrivateHosts: AllowedHosts;
}
