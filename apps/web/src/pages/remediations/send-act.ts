import { declareEmergency, verifyDevices } from '@baton/contract/remediation-acts.ts';
import {
  alreadyInPlace,
  closeRemediation,
  commentOnRemediation,
  deployFix,
  handBack,
  handOver,
  rejectRemediation,
  reopenRemediation,
  upholdRejection,
} from '@baton/contract/remediation-moves.ts';
import { type OfferedAct, type RemediationDetail, rejectReason, reopenCause } from '@baton/contract/remediations.ts';
import { requestVerification, type VerificationRequest } from '@baton/contract/verification-requests.ts';
import { call } from '../../api/call.ts';
import type { FormValues } from '../../ui/form.tsx';

/** What came of an act. */
export type ActDone =
  | { readonly kind: 'moved' }
  | {
      readonly kind: 'deployed';
      readonly queued: number;
      readonly refused: readonly { readonly device: string; readonly why: string }[];
    }
  | { readonly kind: 'asked'; readonly request: VerificationRequest };

const MOVED: ActDone = { kind: 'moved' };

/** Sends an act with what its form holds. The version goes along, so that nobody moves a baton that has moved. */
export async function sendAct(
  act: OfferedAct,
  remediation: RemediationDetail,
  { text }: FormValues,
  deviceIds: readonly string[],
): Promise<ActDone> {
  const params = { remediationId: remediation.id };
  const { version } = remediation;
  const note = text('note');
  const maybeNote = note === '' ? {} : { note };
  const maybeDevices = deviceIds.length === 0 ? {} : { deviceIds: [...deviceIds] };
  switch (act.act) {
    case 'hand-over': {
      const testResult = { devices: Number(text('devices')), good: Number(text('good')), summary: text('summary') };
      await call(handOver, { params, body: { version, note, ...(act.needs.testResult ? { testResult } : {}) } });
      return MOVED;
    }
    case 'hand-back':
      await call(handBack, { params, body: { version, note, ...maybeDevices } });
      return MOVED;
    case 'already-in-place':
      await call(alreadyInPlace, { params, body: { version, note } });
      return MOVED;
    case 'reject':
      await call(rejectRemediation, {
        params,
        body: {
          version,
          note,
          reason: rejectReason.parse(text('reason')),
          ...(text('duplicateOf') === '' ? {} : { duplicateOf: text('duplicateOf') }),
        },
      });
      return MOVED;
    case 'uphold':
      await call(upholdRejection, { params, body: { version, note } });
      return MOVED;
    case 'close':
      await call(closeRemediation, { params, body: { version, note } });
      return MOVED;
    case 'reopen':
      await call(reopenRemediation, { params, body: { version, note, cause: reopenCause.parse(text('cause')) } });
      return MOVED;
    case 'emergency':
      await call(declareEmergency, { params, body: { version, note } });
      return MOVED;
    case 'verify-devices':
      await call(verifyDevices, { params, body: { version, note, deviceIds: [...deviceIds] } });
      return MOVED;
    case 'comment':
      await call(commentOnRemediation, { params, body: { note } });
      return MOVED;
    case 'deploy': {
      const answer = await call(deployFix, { params, body: { version, deviceIds: [...deviceIds], ...maybeNote } });
      return { kind: 'deployed', queued: answer.queued.length, refused: answer.refused };
    }
    case 'request-verification':
      return {
        kind: 'asked',
        request: await call(requestVerification, { params, body: { version, ...maybeNote, ...maybeDevices } }),
      };
  }
}
