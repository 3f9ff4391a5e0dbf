import { EMPTY_CLAIM, NO_FIX_NAMES } from '@baton/domain/evidence/empty-report.ts';
import type { Claim } from '@baton/domain/evidence/report.ts';
import { kbsOfList } from '@baton/domain/identifiers/kb.ts';
import type { Cells, Meaning } from './meaning.ts';

/** Columns of exports with a row a device, each of which lists the KBs in one state: "Installed KBs", "Missing KBs". */
export const KB_LISTS = ['installedKbs', 'missingKbs', 'failedKbs'] as const satisfies readonly Meaning[];
export type KbListMeaning = (typeof KB_LISTS)[number];

const WORD: Readonly<Record<KbListMeaning, Pick<Claim, 'says' | 'raw'>>> = {
  installedKbs: { says: 'installed', raw: 'listed as installed' },
  missingKbs: { says: 'missing', raw: 'listed as missing' },
  failedKbs: { says: 'failed', raw: 'listed as failed' },
};

const UPDATES =
  '(?:security|critical|important|os|windows|microsoft|software|sicherheits)*(?:kbs?|kb(?:numbers?|articles?|ids|list)|hotfixes|updates|patches|correctifs|misesajour)(?:list|ids)?';
const STATES: readonly (readonly [string, KbListMeaning])[] = [
  [
    '(?:not|non|un)installed|(?:nicht|non)installiert(?:e)?|missing|needed|required|outstanding|pending|fehlende?|benotigte?|ausstehende?|manquante?s?|requise?s',
    'missingKbs',
  ],
  ['installed|present|installierte?|installee?s', 'installedKbs'],
  ['failed|fehlgeschlagene?|echouee?s', 'failedKbs'],
];
const PATTERNS: readonly (readonly [RegExp, KbListMeaning])[] = STATES.map(([state, meaning]) => [
  new RegExp(`^(?:(?:${state})${UPDATES}|${UPDATES}(?:${state}))$`),
  meaning,
]);

/** Which list of KBs a bare heading names: "missingkbs", "updatesinstalled", "fehlendeupdates"; null for any other. */
export function kbListOf(bareHeading: string): KbListMeaning | null {
  return PATTERNS.find(([pattern]) => pattern.test(bareHeading))?.[1] ?? null;
}

export function isKbList(meaning: Meaning): meaning is KbListMeaning {
  return KB_LISTS.some((list) => list === meaning);
}

/** A claim a KB of each list. The row's time of install is the device's last: it counts for what is installed. */
export function listedKbs(
  cells: Cells,
  installedAt: string | null,
  { line, excerpt }: { readonly line: number; readonly excerpt: string },
): readonly Claim[] {
  return KB_LISTS.flatMap((list) =>
    kbsOfList(cells(list)).map((kb) => ({
      ...EMPTY_CLAIM,
      ...WORD[list],
      names: { ...NO_FIX_NAMES, kbs: [kb], title: kb },
      installedAt: list === 'installedKbs' ? installedAt : null,
      place: { line, excerpt },
    })),
  );
}
