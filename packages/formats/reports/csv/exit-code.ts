import type { Says } from '@baton/domain/evidence/report.ts';

export interface ExitCode {
  readonly code: number;
  readonly says: Says;
  readonly rebootPending: boolean;
}

/** Windows Installer and wusa: done, and a restart is needed; as a system error and as an HRESULT. */
const DONE_REBOOT = new Set([3010, 1641, 0x0024_0005, 0x8007_0bc2]);
/** WU_S_ALREADY_INSTALLED */
const ALREADY_IN = new Set([0x0024_0006]);
/** WU_E_NOT_APPLICABLE, CBS_E_NOT_APPLICABLE */
const NOT_APPLICABLE = new Set([0x8024_0017, 0x800f_081e]);

/**
 * What an installer's exit code says: 0, 3010, "0x80240017", or the same as a signed number, "-2145124329". Null for what is no code.
 * Codes by Microsoft's lists of Windows Installer errors and of Windows Update error codes.
 */
export function readExitCode(raw: string): ExitCode | null {
  const text = raw.trim();
  if (!/^(-?\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text)) return null;
  const code = Number(text);
  const unsigned = code >>> 0;
  const of = (says: Says): ExitCode => ({ code, says, rebootPending: DONE_REBOOT.has(unsigned) });
  if (unsigned === 0 || DONE_REBOOT.has(unsigned) || ALREADY_IN.has(unsigned)) return of('installed');
  return of(NOT_APPLICABLE.has(unsigned) ? 'not_applicable' : 'failed');
}
