import type { ScanLists } from '@baton/contract/device-requests.ts';
import type { Selection } from '@baton/contract/disagreement-acts.ts';
import { scanListForm } from '@baton/formats/scan-lists/registry.ts';
import type { ScanListForm } from '@baton/formats/scan-lists/scan-list.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { chosenDevices, readChosenFixes } from '@baton/store/disagreements/chosen-cells.ts';
import type { CheckToRun } from '@baton/store/disagreements/device-requests.ts';
import {
  type DeviceAddresses,
  readAddresses,
  readRequests,
  readScannerKinds,
  waitingDevicesOf,
} from '@baton/store/disagreements/read-requests.ts';
import type { TeamActor } from '../actor.ts';
import { checksToRun } from '../disagreements/checks-to-run.ts';
import { narrowChoice, requireCells } from '../disagreements/narrow-choice.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { ServiceError } from '../service-error.ts';

/** Targets and checks of a rescan that are still waited for, in the form of the scanner that looked at each device last. */
export async function scanListsOfRequest(
  db: Database,
  { requestId, tool }: { readonly requestId: string; readonly tool: string | undefined },
): Promise<ScanLists> {
  const [request] = (await readRequests(db, { requestId }, { limit: 1, offset: 0 })).rows;
  if (request === undefined)
    throw new ServiceError('not-found', 'There is no such request.', { where: 'params.requestId' });
  if (request.kind !== 'rescan') {
    throw new ServiceError('invalid', 'A restart needs no targets and checks: this is no request for a rescan.', {
      where: 'params.requestId',
    });
  }
  const devices = await readAddresses(db, waitingDevicesOf(requestId));
  return listsOf(db, devices, request.checks, request.askedAt, tool);
}

/** The same of cells that nobody was asked about. */
export async function scanListsOfCells(
  db: Database,
  context: RelayContext,
  actor: TeamActor,
  { selection, tool }: { readonly selection: Selection; readonly tool?: string | undefined },
): Promise<ScanLists> {
  const narrowed = await narrowChoice(db, 'rescan', actor.team, selection, Date.parse(context.now));
  requireCells(narrowed);
  const { choice } = narrowed;
  const checks = await checksToRun(db, context, await readChosenFixes(db, choice));
  const devices = await readAddresses(db, chosenDevices(choice));
  return listsOf(db, devices, checks, context.now, tool);
}

async function listsOf(
  db: Database,
  devices: readonly DeviceAddresses[],
  checks: readonly CheckToRun[],
  at: string,
  tool: string | undefined,
): Promise<ScanLists> {
  // A device that no scanner has looked at goes to the one that looks at most.
  const usual = (await readScannerKinds(db))[0] ?? 'plain';
  const byForm = Map.groupBy(devices, ({ lookedBy }) => scanListForm(tool ?? lookedBy ?? usual));
  return { lists: [...byForm].map(([form, targets]) => listOf(form, targets, checks, at)) };
}

function listOf(
  form: ScanListForm,
  targets: readonly DeviceAddresses[],
  checks: readonly CheckToRun[],
  at: string,
): ScanLists['lists'][number] {
  return {
    tool: form.tool,
    label: form.label,
    targets: targets.length,
    checks: checks.filter(({ kind, id }) => kind === 'check' && form.knowsCheck(id)).length,
    files: [...form.files({ title: `Baton rescan ${at.slice(0, 10)}`, targets, checks })],
  };
}
