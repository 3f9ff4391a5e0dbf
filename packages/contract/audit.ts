import { z } from 'zod';
import { timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

/**
 * The last files of an audit pack. Of the log there may be several (`log-00001.csv`, `log-00002.csv`), of retrospectives two a closed
 * cycle (`retrospectives/cycle-1.json`, `.md`).
 */
export const MANIFEST_FILE = 'manifest.json';
export const SIGNATURE_FILE = 'manifest.sig';

/** SHA-256, hexadecimal. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What an audit pack holds. Its exact bytes are signed. */
export const auditManifest = z.strictObject({
  format: z.literal('baton-audit-pack-1'),
  madeAt: timestamp,
  madeBy: z.string(),
  /** Where that Baton is. */
  server: z.string(),
  /** The installation's Ed25519 key, SPKI in DER, base64url: the one that agents pin. */
  key: z.strictObject({ id: z.string(), publicKey: z.string() }),
  log: z.strictObject({
    entries: z.int(),
    /** The newest link in the pack. */
    newest: sha256,
    /** What was found wrong with the chain when the pack was made; empty where it is whole. */
    problems: z.array(z.string()),
  }),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int(), sha256 })),
});
export type AuditManifest = z.infer<typeof auditManifest>;

/** What is signed: labelled, so that a signature made for one purpose never stands for another (agent-signing.ts). */
export function auditPackText(keyId: string, manifest: string): string {
  return `baton-audit-pack-1\n${keyId}\n${manifest}`;
}

export const downloadAuditPack = defineRoute({
  method: 'GET',
  path: '/api/audit/pack.zip',
  summary:
    'Download the audit pack: charter and policy versions, breaches, exceptions, retrospectives, signatures, confirmations and the log, signed',
  access: 'key-or-person',
  transfer: 'file',
  response: z.string(),
});

export const readAuditKey = defineRoute({
  method: 'GET',
  path: '/api/audit/key',
  summary: 'Read the public key by which audit packs of this Baton are signed, to keep it elsewhere',
  access: 'key-or-person',
  response: z.object({ keyId: z.string(), publicKey: z.string(), fingerprint: sha256 }),
});
