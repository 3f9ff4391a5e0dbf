import type { ExceptionPreview } from '@baton/contract/exceptions.ts';
import { controlSentence } from '@baton/domain/exceptions/control.ts';
import { usualThreshold } from '@baton/domain/exceptions/urgency.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { RelayContext } from '../relay/relay-context.ts';
import { checkControls } from './check-controls.ts';
import { chooseCovered, type ExceptionWish } from './choose-covered.ts';
import { goesOnFrom } from './goes-on-from.ts';
import { knownUrgency } from './known-urgency.ts';

const NAMED = 20;

/** What an exception would set aside, before anybody asks for it. Whoever may see cells may look. */
export async function previewException(
  db: Database,
  context: RelayContext,
  wish: ExceptionWish,
): Promise<ExceptionPreview> {
  const { target, covered, notNeeded, unknown, ambiguous } = await chooseCovered(db, wish);
  const urgency = await knownUrgency(db, context, target, covered);
  const deviceIds = covered.map(({ deviceId }) => deviceId);
  const results = await checkControls(
    db,
    db,
    { controls: wish.controls, deviceIds, attestations: [] },
    Date.parse(context.now),
  );
  return {
    devices: covered.length,
    cells: covered.reduce((sum, { cells }) => sum + cells.length, 0),
    notNeeded,
    unknown: [...unknown],
    ambiguous: [...ambiguous],
    examples: covered.slice(0, NAMED).map(({ device }) => device),
    urgency: { ...urgency, kev: [...urgency.kev], exposed: [...urgency.exposed] },
    usualThreshold: usualThreshold(urgency),
    goesOnFrom: [...(await goesOnFrom(db, target, deviceIds, context.now))],
    controls: wish.controls.map((control, index) => {
      const { holds = false, devices = 0, holding = 0, failing = [] } = results[index] ?? {};
      return { sentence: controlSentence(control), holds, devices, holding, failing: [...failing] };
    }),
  };
}
