import { createHash } from 'node:crypto';
import type { VexDocument, VexStatement } from '@baton/contract/vex.ts';
import { type StatedVulnerability, VexStatements } from '@baton/domain/vex/vex-statements.ts';
import type { Database } from '@baton/store/connection/connect-database.ts';
import { readOpenMistakes } from '@baton/store/rules/confirmations.ts';
import { ServiceError } from '../service-error.ts';
import { holdingAmong } from './list-confirmations.ts';

const SLICE = 500;

/**
 * What InfoSec confirmed as fixed or not affected, and what holds now, as an OpenVEX 0.2.0 document. Its `@id` comes from what
 * it states, so that two documents with one id say the same and each is version 1 of its own.
 *
 * @param publicUrl where this Baton is: whose statements they are
 */
export async function writeVex(db: Database, publicUrl: string): Promise<VexDocument> {
  const gathered = new VexStatements();
  for (let after: string | null = null; ; ) {
    const slice = await readOpenMistakes(db, after, SLICE);
    after = slice.at(-1)?.confirmation_id ?? null;
    const holding = await holdingAmong(db, slice);
    for (const record of slice) {
      if (!holding.has(record.confirmation_id)) continue;
      gathered.add({
        cause: record.cause,
        product: record.evidence.product,
        deviceId: record.device_id,
        device: record.device,
        check: { tool: record.check_tool, id: record.check_id },
        by: record.given_by_name,
        at: record.given_at,
      });
    }
    if (slice.length < SLICE) break;
  }
  const statements = gathered.finish().map(statementDto);
  if (statements.length === 0) {
    throw new ServiceError('not-found', 'No confirmed mistake of a scanner holds now, so there is nothing to state.', {
      hint: 'InfoSec confirms on an opened cell whose cause has positive proof.',
    });
  }
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `urn:baton:vex:${hashOf(statements)}`,
    author: `InfoSec, by Baton at ${publicUrl}`,
    role: 'Document Creator',
    timestamp: Temporal.Now.instant().toString({ smallestUnit: 'second' }),
    version: 1,
    tooling: 'Baton',
    statements,
  };
}

function statementDto({ vulnerability, product, status, justification, notes, at }: StatedVulnerability): VexStatement {
  const body = {
    vulnerability: { name: vulnerability },
    timestamp: at,
    products: [
      {
        ...component(product.id),
        ...(product.parts.length === 0 ? {} : { subcomponents: product.parts.map(component) }),
      },
    ],
    status,
    status_notes: notes,
    ...(justification === null ? {} : { justification }),
  };
  return { '@id': `urn:baton:vex-statement:${hashOf(body)}`, ...body };
}

function component(id: string) {
  return { '@id': id, ...(id.startsWith('pkg:') ? { identifiers: { purl: id } } : {}) };
}

function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
