import { charter as charterSchema } from '@baton/contract/charter.ts';
import type { Charter } from '@baton/domain/charter/charter.ts';
import { ServiceError } from '../service-error.ts';
import type { SignedDocument } from '../signatures/signed-document.ts';

/** The charter among the documents that both leads sign. There is one. */
export const CHARTER: SignedDocument = {
  kind: 'charter',
  documentId: 'charter',
  name: 'the charter',
  check: (content) => void parseCharter(content),
};

/** @throws ServiceError `invalid` with the place in the document. */
export function parseCharter(content: unknown): Charter {
  const parsed = charterSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new ServiceError('invalid', `The charter is not as it should be: ${first?.message ?? 'unreadable'}.`, {
    where: ['charter', ...(first?.path ?? [])].join('.'),
    cause: parsed.error,
  });
}
