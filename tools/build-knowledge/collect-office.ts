import path from 'node:path';
import type { OfficeReleaseRow } from '@baton/domain/advisories/bundle-rows.ts';
import { readOfficeReleases } from '@baton/formats/feeds/office-releases/read-office-releases.ts';
import { dateInName, feedFiles, openFeed, rowsOfFeed } from './feed-files.ts';

export interface OfficeKnowledge {
  readonly releases: readonly OfficeReleaseRow[];
  readonly date: string;
}

const FILE = /^office-releases-.*\.tsv/;

/** Reads the builds of Microsoft 365 Apps, oldest first: from the feeds where they have them, else the table beside this tool. */
export async function collectOffice(feeds: string): Promise<OfficeKnowledge> {
  const files = [...feedFiles(import.meta.dirname, FILE), ...feedFiles(path.join(feeds, 'microsoft'), FILE)];
  const file = files.toSorted((a, b) => (dateInName(a) < dateInName(b) ? -1 : 1)).at(-1);
  if (file === undefined) return { releases: [], date: '1970-01-01' };
  const releases: OfficeReleaseRow[] = [];
  for await (const release of rowsOfFeed('office-releases', readOfficeReleases(openFeed(file))))
    releases.push({ row: 'office-release', ...release });
  return { releases: releases.toSorted((a, b) => (a.released < b.released ? -1 : 1)), date: dateInName(file) };
}
