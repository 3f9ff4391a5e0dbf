/** What a fix can consist of. It is done when all of its parts are (DOMAIN, "fix"). */
export const PART_KINDS = ['package', 'registry', 'service-restart', 'reboot', 'cleanup', 'other'] as const;
export type PartKind = (typeof PART_KINDS)[number];

export interface FixPart {
  /** Unique in its fix: "reboot", "registry-2". */
  readonly id: string;
  readonly kind: PartKind;
  /** What is to be done: "FeatureSettingsOverride = 72". */
  readonly words: string;
}

/** IT's word of one part on some devices. */
export interface PartWord {
  readonly part: string;
  readonly done: boolean;
  readonly deviceIds: readonly string[];
}
