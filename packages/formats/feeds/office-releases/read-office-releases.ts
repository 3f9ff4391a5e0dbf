import { OFFICE_CHANNELS, type OfficeRelease } from '@baton/domain/advisories/knowledge.ts';
import { type FeedItem, type FeedOptions, type FeedSource, feedProblem, feedRow } from '../feed-item.ts';
import { linesOf } from '../lines.ts';

const COLUMNS = ['released', 'channel', 'version', 'build'] as const;

/** Reads builds of Microsoft 365 Apps as tab-separated text; columns are found by their headings. */
export async function* readOfficeReleases(
  source: FeedSource,
  options: FeedOptions = {},
): AsyncGenerator<FeedItem<OfficeRelease>> {
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
    const [released = '', channelName = '', version = '', build = ''] = at.map((index) => cells[index]);
    const channel = OFFICE_CHANNELS.find((name) => name === channelName);
    if (channel && /^\d{4}-\d{2}-\d{2}$/.test(released) && /^\d{5}\.\d{5}$/.test(build) && version !== '')
      yield feedRow({ channel, version, build, released });
    else yield feedProblem(number, 'no day, channel, version and build of Microsoft 365 Apps; left out');
  }
}
