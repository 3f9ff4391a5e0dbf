import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { linesOf } from '../lines.ts';

/** One binary package of an archive's index. */
export interface ArchivePackage {
  readonly name: string;
  readonly version: string;
  readonly source: string;
  readonly sourceVersion: string;
}

const COLUMNS = ['package', 'version', 'source', 'source_version'] as const;

/** Reads an archive's index as tab-separated text; columns are found by their headings. */
export async function* readDebianPackages(
  source: FeedSource,
  options: FeedOptions = {},
): AsyncGenerator<FeedItem<ArchivePackage>> {
  let at: readonly number[] | null = null;
  for await (const { number, text } of linesOf(source, options)) {
    if (text === '') continue;
    const cells = text.split('\t');
    if (at === null) {
      at = COLUMNS.map((column) => cells.indexOf(column));
      if (at.includes(-1)) {
        yield feedProblem(number, `the heading must name ${COLUMNS.join(', ')}; nothing was read`);
        return;
      }
      continue;
    }
    const [name, version, ownSource, sourceVersion] = at.map((index) => cells[index]);
    if (name && version && ownSource && sourceVersion)
      yield feedRow({ name, version, source: ownSource, sourceVersion });
    else yield feedProblem(number, 'a column is empty; left out');
  }
}
