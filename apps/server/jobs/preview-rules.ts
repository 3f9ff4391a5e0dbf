import { contentHash } from '@baton/contract/signatures.ts';
import { runPreview } from '@baton/services/rules/preview-draft.ts';
import { z } from 'zod';
import { defineJob } from './job.ts';

/** Judges the fleet by a draft of the rule set, to show what would change. */
export const previewRulesJob = defineJob({
  name: 'preview-rules',
  payload: z.object({ workId: z.uuid(), hash: contentHash }),
  run: (payload, { db }) => runPreview(db, payload),
});
