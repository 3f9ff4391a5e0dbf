import { createHash } from 'node:crypto';
import * as contract from '@baton/contract/audit.ts';
import { writeAuditPack } from '@baton/services/audit/write-pack.ts';
import { publicCommandKey } from '@baton/services/command-device/signing.ts';
import type { ServerContext } from '../../server-context.ts';
import { sendFile } from '../send-file.ts';
import { type ServedRoute, serve, serveRaw } from '../serve.ts';

/** Routes of @baton/contract/audit.ts. */
export function auditRoutes({ db, publicUrl }: ServerContext): readonly ServedRoute[] {
  return [
    serveRaw(contract.downloadAuditPack, ({ actor, signal, reply }) => {
      const now = Temporal.Now.instant();
      const fileName = `baton-audit-${now.toString().slice(0, 10)}.zip`;
      const pieces = writeAuditPack(db, { actor, publicUrl: publicUrl(), now, signal });
      return sendFile(reply, { fileName, type: 'application/zip' }, pieces);
    }),
    serve(contract.readAuditKey, async () => {
      const { keyId, publicKey } = await publicCommandKey(db);
      const fingerprint = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
      return { keyId, publicKey, fingerprint };
    }),
  ];
}
