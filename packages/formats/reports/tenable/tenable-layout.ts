import type { CsvLayout } from '../csv/sniff-csv.ts';

export type TenableLayout = Pick<CsvLayout, 'delimiter' | 'headings' | 'headingLine'>;

/** What such an export has in every version. Other CSVs of Tenable's tell no host by its name, or not when a finding was last seen. */
const ALWAYS = ['plugin id', 'host', 'name', 'plugin output', 'plugin family', 'last found'];

/** The row of headings, which stands first and holds no delimiter in its words; null where the file is another. */
export function tenableLayout(head: string): TenableLayout | null {
  const [first = ''] = head.replace(/^\ufeff/, '').split(/\r?\n/, 1);
  for (const delimiter of [',', ';', '\t']) {
    const headings = first.split(delimiter).map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .toLowerCase(),
    );
    if (ALWAYS.every((heading) => headings.includes(heading))) return { delimiter, headings, headingLine: 1 };
  }
  return null;
}
