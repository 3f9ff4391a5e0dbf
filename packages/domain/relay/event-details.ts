import type { Principal } from '../charter/separation-of-duties.ts';
import type { FixPart, PartWord } from './fix-part.ts';
import type { ReopenCause } from './leg.ts';

/** Numbers and lists behind an entry of the history: what its sentence, and the rules that look back, are made from. */
export interface EventDetails {
  readonly devices?: number;
  readonly deviceIds?: readonly string[];
  readonly installed?: number;
  readonly proven?: number;
  readonly required?: number;
  readonly excepted?: number;
  readonly reported?: number;
  readonly missing?: number;
  /** Of a close: devices that count because a person verified them. */
  readonly byHand?: number;
  readonly test?: { readonly devices: number; readonly good: number; readonly summary: string };
  readonly deviceName?: string;
  readonly outcome?: string;
  readonly exitCode?: number | null;
  readonly summary?: string;
  readonly commandId?: string;
  readonly requestId?: string;
  /** Of `assign`: to whom; null: to nobody. */
  readonly person?: { readonly id: string; readonly name: string } | null;
  readonly attachment?: { readonly id: string; readonly name: string; readonly bytes: number; readonly sha256: string };
  /** Of `split`, `absorb`, `merge`, and of a rejection as a duplicate: the other remediation. */
  readonly other?: { readonly id: string; readonly fix: string };
  /** Of `split`: whether this is the remediation that the devices went into. */
  readonly splitOff?: boolean;
  /** Of `absorb`: everyone who deployed in the remediation that was merged into this one. */
  readonly deployers?: readonly Principal[];
  /** Of `plan-test`: what a good test looks like. */
  readonly passes?: string;
  /** Of `test-result`. */
  readonly result?: 'good' | 'bad';
  /** Of `emergency`: until when both leads approve. ISO-8601 with Z. */
  readonly approveBy?: string;
  /** Of `set-parts`, and of an `absorb` where either had parts: the parts that the fix has from now on. */
  readonly parts?: readonly FixPart[];
  /** Of `absorb`: what was said of parts on the devices that came. */
  readonly partWords?: readonly PartWord[];
  /** Of `part-done`: which part, and whether it is done or not done after all. */
  readonly part?: string;
  readonly done?: boolean;
  /** Of `reopen`: why. */
  readonly cause?: ReopenCause;
}
