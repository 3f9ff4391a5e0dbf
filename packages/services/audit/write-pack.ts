import { type AuditManifest, auditPackText, MANIFEST_FILE, SIGNATURE_FILE } from '@baton/contract/audit.ts';
import { type FileToPack, writeZip } from '@baton/formats/zip/write-zip.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import type { TeamActor } from '../actor.ts';
import { commandSigningKey, signText } from '../command-device/signing.ts';
import { appendLog } from '../log/append-log.ts';
import { canonicalJson } from '../log/canonical-json.ts';
import { verifyLog } from '../log/verify-log.ts';
import { requirePermission } from '../permissions.ts';
import { exportCells } from '../read-cells/export-cells.ts';
import {
  exceptionChecksTable,
  exceptionMinutesTable,
  exceptionSignaturesTable,
  exceptionsTable,
} from './exception-tables.ts';
import { type HashedFile, hashed } from './hashed.ts';
import { logTables } from './log-tables.ts';
import { breachesTable, confirmationsTable, signaturesTable, versionsTable } from './pack-tables.ts';
import { retrospectiveFiles, retrospectivesTable } from './retrospective-files.ts';

export interface PackRequest {
  readonly actor: TeamActor;
  /** Where this Baton is: whose record it is. */
  readonly publicUrl: string;
  readonly now: Temporal.Instant;
  readonly signal: AbortSignal;
}

/**
 * The audit pack as a ZIP, piece after piece. That it was made is logged first, so that the pack holds its own entry; the log
 * is checked from its first entry; a manifest of every file's SHA-256 comes last, signed with the installation's key.
 */
export async function* writeAuditPack(db: Database, request: PackRequest): AsyncGenerator<Buffer> {
  requirePermission(request.actor, 'audit.export');
  await db.transaction().execute((trx) =>
    appendLog(trx, {
      actor: request.actor,
      action: 'audit.pack-made',
      subject: { kind: 'audit-pack', id: null, name: 'the audit pack' },
    }),
  );
  yield* writeZip(filesOf(db, request), request.now);
}

async function* filesOf(db: Database, request: PackRequest): AsyncGenerator<FileToPack> {
  const files: HashedFile[] = [];
  const now = request.now.toString();
  const tables: readonly FileToPack[] = [
    { name: 'README.txt', pieces: readMe() },
    { name: 'charter-versions.csv', pieces: versionsTable(db, 'charter') },
    { name: 'policy-versions.csv', pieces: versionsTable(db, 'policy') },
    { name: 'other-documents.csv', pieces: versionsTable(db, 'others') },
    { name: 'signatures.csv', pieces: signaturesTable(db) },
    { name: 'breaches.csv', pieces: breachesTable(db, now) },
    { name: 'exceptions.csv', pieces: exceptionsTable(db) },
    { name: 'exception-signatures.csv', pieces: exceptionSignaturesTable(db) },
    { name: 'exception-checks.csv', pieces: exceptionChecksTable(db) },
    { name: 'exception-minutes.csv', pieces: exceptionMinutesTable(db) },
    { name: 'excepted-cells.csv', pieces: exportCells(db, { verdict: 'excepted' }, request.signal) },
    { name: 'confirmations.csv', pieces: confirmationsTable(db) },
    { name: 'retrospectives.csv', pieces: retrospectivesTable(db, now) },
  ];
  for await (const { name, pieces } of inOrder(tables, retrospectiveFiles(db, now))) {
    request.signal.throwIfAborted();
    yield { name, pieces: hashed(name, pieces, files) };
  }
  const checked = await verifyLog(db);
  const written = { entries: 0, newest: '0'.repeat(64) };
  for (let file = 1; file === 1 || written.entries < checked.head.sequence; file += 1) {
    request.signal.throwIfAborted();
    const before = written.entries;
    const name = `log-${String(file).padStart(5, '0')}.csv`;
    yield { name, pieces: hashed(name, logTables(db, checked.head.sequence, written), files) };
    // Links that are gone: what is left was written, and the manifest says what is wrong.
    if (written.entries === before) break;
  }
  const key = await commandSigningKey(db);
  const manifest: AuditManifest = {
    format: 'baton-audit-pack-1',
    madeAt: now,
    madeBy: request.actor.name,
    server: request.publicUrl,
    key: { id: key.keyId, publicKey: key.publicKey },
    log: {
      ...written,
      problems: checked.problems.map(({ sequence, what }) => `${sequence === null ? '' : `${sequence}: `}${what}`),
    },
    files,
  };
  const text = canonicalJson({ ...manifest, files: files.map((file) => ({ ...file })) });
  yield { name: MANIFEST_FILE, pieces: oneOf(text) };
  yield { name: SIGNATURE_FILE, pieces: oneOf(signText(key, auditPackText(key.keyId, text))) };
}

async function* inOrder(first: Iterable<FileToPack>, then: AsyncIterable<FileToPack>): AsyncGenerator<FileToPack> {
  yield* first;
  yield* then;
}

async function* oneOf(text: string): AsyncGenerator<string> {
  yield text;
}

async function* readMe(): AsyncGenerator<string> {
  yield [
    'Audit pack of Baton',
    '',
    'charter-versions.csv, policy-versions.csv, other-documents.csv: every version that was offered to both leads, to the letter',
    'signatures.csv: who signed which of them, when, and how they proved who they are',
    'breaches.csv: every missed deadline with the minutes of each leg and team, and every emergency that the leads of both teams',
    '  did not approve in time, with who had approved it and when',
    'exceptions.csv: every request and renewal of an exception, to the letter, and how it ended; exception-signatures.csv: who',
    '  signed; exception-checks.csv: what each control was found to be; exception-minutes.csv: the minutes of review meetings',
    'excepted-cells.csv: every cell that is set aside now',
    'confirmations.csv: every answer of InfoSec about what a scanner says',
    'retrospectives.csv: every cycle that both leads have closed; retrospectives/cycle-N.json: what they signed, to the letter, so',
    '  that its SHA-256 is the one in signatures.csv; cycle-N.md: the same to read',
    'log-*.csv: all that people, keys, devices and Baton did. Each hash is SHA-256 over the hash before it (32 bytes, at first',
    '  zeros) and the entry as it stands in the column "entry"',
    'manifest.json: SHA-256 of each file. manifest.sig: Ed25519 over "baton-audit-pack-1", the key id and the manifest, a line each',
    '',
    'Check it without a server:  baton audit verify-pack FILE --key PUBLIC-KEY',
    'Texts that a spreadsheet would run as a formula begin with an apostrophe.',
    '',
  ].join('\r\n');
}
