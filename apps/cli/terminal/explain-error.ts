import { CallError } from '@baton/contract/client.ts';

/** Which list has what was not found. */
const LISTS: Readonly<Record<string, string>> = {
  'params.exceptionId': 'baton exception list',
  'params.number': 'baton cycle list',
  'params.remediationId': 'baton remediation list',
  'params.deviceId': 'baton devices',
  'params.agentId': 'baton device list',
};

/** Errors of ours in words; one that is not is a fault, told with its stack. */
export function explainError(error: unknown): string {
  if (error instanceof CallError) {
    // A part of an address is what was typed, and the sentence names it.
    const isTyped = error.where === undefined || error.where.startsWith('params.');
    const where = isTyped ? '' : ` (${error.where})`;
    return [
      `${error.message}${where}`,
      error.hint ?? whereToLook(error),
      error.status >= 500 && error.id !== undefined ? `Id in the server's log: ${error.id}` : undefined,
    ]
      .filter((line) => line !== undefined)
      .join('\n');
  }
  if (error instanceof Error && 'code' in error && error.name !== 'Error') return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function whereToLook({ status, where }: CallError): string | undefined {
  const list = LISTS[where ?? ''];
  return status === 404 && list !== undefined ? `See: ${list}` : undefined;
}
