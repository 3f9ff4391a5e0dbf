import { createHash } from 'node:crypto';
import { type ExceptionTerms, exceptionTerms } from '@baton/contract/exception-terms.ts';
import type { ExceptionTarget } from '@baton/domain/exceptions/held-exception.ts';
import type { RoundRecord } from '@baton/store/exceptions/rounds.ts';
import { canonicalJson } from '../log/canonical-json.ts';

/** The terms of a round as they are kept: canonical JSON, and its SHA-256, which is what a signature is of. */
export function writeTerms(terms: ExceptionTerms): { readonly content: string; readonly hash: Buffer } {
  const content = canonicalJson({
    ...terms,
    target: { ...terms.target },
    devices: [...terms.devices],
    risk: { ...terms.risk },
    owner: { ...terms.owner },
    controls: terms.controls.map((control) => ({ ...control })),
    urgency: { ...terms.urgency, kev: [...terms.urgency.kev], exposed: [...terms.urgency.exposed] },
  });
  return { content, hash: createHash('sha256').update(content).digest() };
}

export function readTerms({ content }: Pick<RoundRecord, 'content'>): ExceptionTerms {
  return exceptionTerms.parse(JSON.parse(content));
}

/** What an exception is about, in words: "KB5044273", "openssl, every fix". */
export function targetWords(target: ExceptionTarget): string {
  if (target.kind === 'fix') return target.fix;
  return `${target.product.slice(target.product.indexOf(':') + 1)}, every fix`;
}
