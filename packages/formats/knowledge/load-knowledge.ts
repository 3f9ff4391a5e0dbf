import type { Knowledge } from '@baton/domain/advisories/knowledge.ts';
import { KnowledgeBuilder } from '@baton/domain/advisories/knowledge-in-memory.ts';
import { openBundle, type ReadBundleOptions } from './read-bundle.ts';

/**
 * Reads a whole bundle into memory (about 150 MB at most for the one that ships) and answers from it.
 *
 * @throws BundleError
 */
export async function loadKnowledge(
  source: AsyncIterable<Uint8Array>,
  options: ReadBundleOptions = {},
): Promise<Knowledge> {
  const { header, rows } = await openBundle(source, options);
  const builder = new KnowledgeBuilder();
  for await (const batch of rows) {
    for (const row of batch) builder.add(row);
  }
  return builder.finish(header);
}
