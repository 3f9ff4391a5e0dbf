import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  type AuditManifest,
  auditManifest,
  auditPackText,
  MANIFEST_FILE,
  SIGNATURE_FILE,
} from '@baton/contract/audit.ts';
import { readLogTable } from '@baton/formats/audit-pack/read-log-table.ts';
import { type RandomAccess, readZip, type Zip } from '@baton/formats/zip/read-zip.ts';
import { CliError } from '../cli-error.ts';

export interface CheckedPack {
  readonly manifest: AuditManifest;
  /** SHA-256 of the key that signed it, hexadecimal. */
  readonly fingerprint: string;
  /** Whether the key is the one that was known beforehand; null where none was given. */
  readonly knownKey: boolean | null;
  /** All that is wrong, each with its file; empty where the pack is whole. */
  readonly problems: readonly string[];
}

/**
 * Checks an audit pack without any server: the signature of the manifest, every file against it, and the log's chain from its
 * first entry on.
 *
 * @param knownKey the public key as it was kept elsewhere; without it a pack proves only that it is of one piece
 * @throws CliError where it is no audit pack at all
 */
export async function checkPack(file: RandomAccess, knownKey: string | undefined): Promise<CheckedPack> {
  const zip = await readZip(file).catch((error: Error) => {
    throw new CliError('bad-file', error.message);
  });
  const text = await textOf(zip, MANIFEST_FILE);
  const manifest = parseManifest(text);
  const { id, publicKey } = manifest.key;
  const signed = isSigned(publicKey, auditPackText(id, text), await textOf(zip, SIGNATURE_FILE));
  const isKnown = knownKey === undefined ? null : knownKey.trim() === publicKey;
  return {
    manifest,
    fingerprint: createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex'),
    knownKey: isKnown,
    problems: [
      ...(signed ? [] : [`${MANIFEST_FILE}: its signature does not fit. It was changed, or signed by another key.`]),
      ...(isKnown === false ? ['The pack is signed by another key than the one given.'] : []),
      ...namesAmiss(zip, manifest),
      ...(await filesAmiss(zip, manifest)),
      ...(await chainAmiss(zip, manifest)),
      ...manifest.log.problems.map((problem) => `The log was broken already when the pack was made: ${problem}`),
    ],
  };
}

async function textOf(zip: Zip, name: string): Promise<string> {
  try {
    return Buffer.concat(await Array.fromAsync(zip.open(name))).toString('utf8');
  } catch (error) {
    throw new CliError('bad-file', error instanceof Error ? error.message : String(error));
  }
}

function parseManifest(text: string): AuditManifest {
  try {
    return auditManifest.parse(JSON.parse(text));
  } catch {
    throw new CliError('bad-file', `${MANIFEST_FILE} is not the manifest of an audit pack.`);
  }
}

function isSigned(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64url'), type: 'spki', format: 'der' });
    return (
      key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
    );
  } catch {
    return false;
  }
}

function namesAmiss(zip: Zip, { files }: AuditManifest): readonly string[] {
  const told = new Set([...files.map(({ name }) => name), MANIFEST_FILE, SIGNATURE_FILE]);
  return [
    ...zip.names.filter((name) => !told.has(name)).map((name) => `${name}: is not in the manifest.`),
    ...files.filter(({ name }) => !zip.names.includes(name)).map(({ name }) => `${name}: is missing.`),
  ];
}

async function filesAmiss(zip: Zip, { files }: AuditManifest): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { name, sha256 } of files.filter((one) => zip.names.includes(one.name))) {
    const hash = createHash('sha256');
    try {
      for await (const piece of zip.open(name)) hash.update(piece);
      if (hash.digest('hex') !== sha256) problems.push(`${name}: was changed.`);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return problems;
}

/** hash(n) = SHA-256(hash(n-1) || entry(n)), hash(0) = 32 zero bytes: the log's own chain, from what stands in the tables. */
async function chainAmiss(zip: Zip, { log }: AuditManifest): Promise<readonly string[]> {
  const problems: string[] = [];
  let before = { sequence: 0, hash: Buffer.alloc(32) };
  for (const name of zip.names.filter((one) => /^log-\d+\.csv$/.test(one)).toSorted()) {
    try {
      for await (const { sequence, hash, entry } of readLogTable(zip.open(name))) {
        const expected = createHash('sha256').update(before.hash).update(entry).digest('hex');
        if (sequence !== before.sequence + 1)
          problems.push(`${name}: entries between ${before.sequence} and ${sequence} are gone.`);
        else if (expected !== hash) problems.push(`${name}: entry ${sequence}, or the link before it, was changed.`);
        before = { sequence, hash: Buffer.from(hash, 'hex') };
      }
    } catch {
      problems.push(`${name}: cannot be read after entry ${before.sequence}.`);
    }
  }
  if (before.sequence !== log.entries || before.hash.toString('hex') !== log.newest)
    problems.push(`The log ends with entry ${before.sequence}, the manifest says ${log.entries}.`);
  return problems;
}
