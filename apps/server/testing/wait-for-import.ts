import type { Client } from '@baton/contract/client.ts';
import { getImport } from '@baton/contract/imports.ts';

/** Waits until an import has ended and its devices have been judged. */
export async function waitForImport(call: Client, importId: string) {
  for (let attempt = 0; attempt < 400; attempt++) {
    const row = await call(getImport, { params: { importId } });
    if (row.state === 'failed' || row.state === 'cancelled') return row;
    if (row.state === 'done' && row.cellsChanged !== null) return row;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The import ${importId} did not end within 20 s.`);
}
