import * as contract from '@baton/contract/confirmations.ts';
import { getVex } from '@baton/contract/vex.ts';
import { giveAnswer } from '@baton/services/confirmations/give-answer.ts';
import { listConfirmations } from '@baton/services/confirmations/list-confirmations.ts';
import { previewAnswer } from '@baton/services/confirmations/preview-answer.ts';
import { proposeRule, readScorecard } from '@baton/services/confirmations/read-scorecard.ts';
import { takeBack } from '@baton/services/confirmations/take-back.ts';
import { writeVex } from '@baton/services/confirmations/write-vex.ts';
import type { ServerContext } from '../../server-context.ts';
import { type ServedRoute, serve } from '../serve.ts';

/** Routes of @baton/contract/confirmations.ts and vex.ts. */
export function confirmationsRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  return [
    serve(contract.confirmMistake, ({ actor, body }) => giveAnswer(db, actor, { ...body, answer: 'scanner-wrong' })),
    serve(contract.upholdCheck, ({ actor, body }) => giveAnswer(db, actor, { ...body, answer: 'check-right' })),
    serve(contract.previewAnswer, ({ query }) => previewAnswer(db, query)),
    serve(contract.takeBackConfirmation, ({ actor, params, body }) => takeBack(db, actor, { ...params, ...body })),
    serve(contract.listConfirmations, ({ query }) => listConfirmations(db, query)),
    serve(contract.getScorecard, () => readScorecard(db)),
    serve(contract.proposeRule, ({ actor, body }) => proposeRule(db, actor, body)),
    serve(getVex, () => writeVex(db, publicUrl())),
  ];
}
