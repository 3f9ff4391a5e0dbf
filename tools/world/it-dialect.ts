import type { ItWord } from './world-device.ts';

/** What a column of an export can hold. */
export type Field =
  | 'name'
  | 'ip'
  | 'serial'
  | 'uuid'
  | 'os'
  | 'build'
  | 'title'
  | 'kb'
  | 'package'
  | 'installedVersion'
  | 'requiredVersion'
  | 'status'
  | 'approval'
  | 'exitCode'
  | 'severity'
  | 'installedAt'
  | 'lastSeen'
  | 'lastBoot'
  | 'rebootPending'
  | 'kernel'
  | 'restart'
  | 'path'
  | 'nothing';

/** How a kind of patch tool writes its export. Made from the tools' published descriptions: headings, words, dates, delimiter, encoding. */
export interface Dialect {
  readonly name: string;
  /** As people call the tool. */
  readonly title: string;
  readonly delimiter: ',' | ';' | '\t';
  readonly encoding: 'utf8' | 'utf8-bom' | 'utf16le';
  readonly lineEnd: '\n' | '\r\n';
  /** Quotes every cell, or only those that need it. */
  readonly quotesAll: boolean;
  readonly columns: readonly (readonly [string, Field])[];
  readonly words: Readonly<Record<Exclude<ItWord, 'silent'>, string>>;
  readonly pendingWord?: string;
  readonly yes: string;
  readonly no: string;
  readonly time: (at: Date) => string;
}
