import { getScanLists, makeScanLists, type ScanLists } from '@baton/contract/device-requests.ts';
import type { AskedSelection } from '@baton/contract/disagreement-acts.ts';
import { call } from '../../api/call.ts';
import { saveText } from '../../ui/save-text.ts';

/** Hands targets and checks of cells to the reader, a file each. */
export async function saveScanLists(selection: AskedSelection): Promise<void> {
  save(await call(makeScanLists, { body: { selection } }));
}

/** The same of what a request still waits for. */
export async function saveRequestLists(requestId: string): Promise<void> {
  save(await call(getScanLists, { params: { requestId } }));
}

function save({ lists }: ScanLists): void {
  for (const { files } of lists) for (const { name, text, mediaType } of files) saveText(name, text, mediaType);
}
