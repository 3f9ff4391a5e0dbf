import {
  retrospectiveHeadline,
  retrospectiveSections,
  retrospectiveTitle,
  type WrittenRetrospective,
} from '@baton/presentation/retrospective-sections.ts';
import type { ReviewSection, ReviewTable } from '@baton/presentation/review-section.ts';

/** A retrospective as Markdown (tables as GitHub and GitLab read them). What people wrote stays words: none of it is markup. */
export function retrospectiveMarkdown(written: WrittenRetrospective): string {
  return [`# ${plain(retrospectiveTitle(written))}`, plain(sayOf(written)), ...sectionsOf(written).map(sectionMarkdown)]
    .join('\n\n')
    .concat('\n');
}

/** The same as one HTML page that loads nothing and prints on A4. */
export function retrospectiveHtml(written: WrittenRetrospective): string {
  const title = escaped(retrospectiveTitle(written));
  const body = [
    `<h1>${title}</h1>`,
    `<p class="say">${escaped(sayOf(written))}</p>`,
    ...sectionsOf(written).map(sectionHtml),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head>
<body>
${body.join('\n')}
</body></html>
`;
}

function sayOf({ figures }: WrittenRetrospective): string {
  return figures === null ? 'The cycle has not ended: its figures come with its end.' : retrospectiveHeadline(figures);
}

/** A table without rows is left out where nothing else stands under its title. */
function sectionsOf(written: WrittenRetrospective): readonly ReviewSection[] {
  return retrospectiveSections(written).filter(
    ({ note, lines = [], table }) => note !== undefined || lines.length > 0 || (table?.rows.length ?? 0) > 0,
  );
}

function sectionMarkdown({ title, note, lines = [], table }: ReviewSection): string {
  return [
    `## ${plain(title)}`,
    ...(note === undefined ? [] : [plain(note)]),
    ...(lines.length === 0 ? [] : [lines.map((line) => `- ${plain(line)}`).join('\n')]),
    ...(table === undefined || table.rows.length === 0 ? [] : [tableMarkdown(table)]),
  ].join('\n\n');
}

function tableMarkdown({ heads, numbers, rows }: ReviewTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  const rule = `| ${heads.map((_, at) => (numbers.includes(at) ? '---:' : '---')).join(' | ')} |`;
  return [line(heads), rule, ...rows.map(line)].join('\n');
}

/** One line, and no character that Markdown or HTML within it would take for its own. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|#&~]/g, (mark) => `\\${mark}`);
}

function sectionHtml({ title, note, lines = [], table }: ReviewSection): string {
  return [
    `<section><h2>${escaped(title)}</h2>`,
    note === undefined ? '' : `<p class="note">${escaped(note)}</p>`,
    lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`,
    table === undefined || table.rows.length === 0 ? '' : tableHtml(table),
    '</section>',
  ].join('');
}

function tableHtml({ heads, numbers, rows }: ReviewTable): string {
  const cell = (tag: 'th' | 'td') => (text: string, at: number) =>
    `<${tag}${numbers.includes(at) ? ' class="number"' : ''}>${escaped(text)}</${tag}>`;
  const body = rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('');
  return `<table><thead><tr>${heads.map(cell('th')).join('')}</tr></thead><tbody>${body}</tbody></table>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = [
  '@page{size:A4 landscape;margin:12mm;@bottom-right{content:counter(page) " of " counter(pages);font:8pt sans-serif;color:#626c7a}}',
  'body{font:13px/1.45 Inter,"Segoe UI",Helvetica,Arial,sans-serif;font-feature-settings:"tnum";color:#12161c;background:#fff;max-width:1060px;margin:24px auto;padding:0 20px}',
  'h1{font-size:20px;margin:0 0 4px}h2{font-size:15px;margin:22px 0 4px;break-after:avoid}',
  '.say{font-size:15px;color:#424b58;margin:0}.note{color:#626c7a;margin:0 0 6px}ul{margin:4px 0;padding-left:20px}',
  'table{border-collapse:collapse;width:100%}th,td{padding:4px 14px 4px 0;border-bottom:1px solid #e3e6eb;text-align:left;vertical-align:top}',
  'th{font-weight:600;color:#424b58}.number{text-align:right}thead{display:table-header-group}tr{break-inside:avoid}',
  '@media print{body{max-width:none;margin:0;padding:0}}',
].join('\n');
