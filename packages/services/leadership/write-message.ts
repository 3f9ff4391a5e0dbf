import { randomUUID } from 'node:crypto';
import type { LeadershipPage } from '@baton/contract/leadership.ts';
import {
  formatCount,
  formatCounted,
  formatDay,
  formatFraction,
  formatShareInTenths,
  formatTenths,
} from '@baton/presentation/formats.ts';
import {
  exceptionsInForce,
  formatLegTime,
  goalTarget,
  leadershipHeadline,
  leadershipMissing,
} from '@baton/presentation/leadership-words.ts';
import { escapeHtml } from '../deliveries/escape-html.ts';

type Line = readonly [what: string, figure: string, more: string];
interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface MessagePlace {
  /** Addresses as they are written in To; nobody where it is to be filled in. */
  readonly to: string | undefined;
  readonly publicUrl: string;
}

/** What the message says, for whoever wraps it: a file to send on, or the mail of the month. */
export function messageOf(
  page: LeadershipPage,
  publicUrl: string,
): { readonly subject: string; readonly text: string; readonly html: string } {
  const sections = sectionsOf(page);
  return {
    subject: `Patch management, ${formatDay(page.asOf, 'UTC')}: ${formatShareInTenths(page.agreed)} agreed`,
    text: plainText(page, sections, publicUrl),
    html: htmlText(page, sections, publicUrl),
  };
}

/**
 * The leadership page as a message (RFC 5322, MIME multipart/alternative): plain text, and the same as HTML without pictures or
 * anything that is loaded from elsewhere.
 */
export function writeMessage(page: LeadershipPage, { to, publicUrl }: MessagePlace): string {
  const boundary = `baton-${randomUUID()}`;
  const { subject, text, html } = messageOf(page, publicUrl);
  const part = (type: string, content: string): readonly string[] => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: base64',
    '',
    ...(Buffer.from(content, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
  ];
  return [
    ...(to === undefined ? [] : [`To: ${to}`]),
    `Subject: ${headerText(subject)}`,
    `Date: ${new Date(page.asOf).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${new URL(publicUrl).hostname}>`,
    // Opens in mail programs as a message to be sent on.
    'X-Unsent: 1',
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part('text/plain', text),
    ...part('text/html', html),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

/** RFC 2047: words that are not ASCII, in pieces that a header's line can hold. */
function headerText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const pieces = text.match(/.{1,15}/gu) ?? [];
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece, 'utf8').toString('base64')}?=`).join('\r\n ');
}

function sectionsOf(page: LeadershipPage): readonly Section[] {
  const { agreed, agreedWithoutExceptions, unexplained, verifiedOnTime, risk, oldest, seenByBoth, timeToVerify } = page;
  const excepted = formatCounted(page.exceptedCells, 'excepted cell');
  const sections: readonly Section[] = [
    {
      title: 'Together',
      lines: [
        ['Agreed', formatShareInTenths(agreed), `${formatFraction(agreed)} required cells`],
        [
          `Without ${excepted}`,
          formatShareInTenths(agreedWithoutExceptions),
          `${formatFraction(agreedWithoutExceptions)} cells`,
        ],
        ['Exceptions in force', formatCount(page.exceptions.inForce), exceptionsInForce(page.exceptions)],
        ['Unexplained', formatShareInTenths(unexplained), `${formatFraction(unexplained)} required cells`],
        ['Devices both teams see', formatShareInTenths(seenByBoth), `${formatFraction(seenByBoth)} devices`],
        [
          `Verified on time, ${verifiedOnTime.days} days`,
          formatShareInTenths(verifiedOnTime.now),
          `${formatFraction(verifiedOnTime.now)} due, open ones counted`,
        ],
        [
          'Known exploited, still open',
          formatCounted(risk.now.kevCells, 'cell'),
          `${formatCounted(risk.now.kevFixes, 'fix', 'fixes')}${risk.before === null ? '' : `; ${formatCount(risk.before.kevCells)} on ${formatDay(risk.before.asOf, 'UTC')}`}`,
        ],
        [
          'All open, weighted by EPSS',
          formatTenths(risk.now.epssWeighted),
          risk.before === null
            ? ''
            : `${formatTenths(risk.before.epssWeighted)} on ${formatDay(risk.before.asOf, 'UTC')}`,
        ],
        [
          'Oldest open item',
          oldest === null ? '–' : formatCounted(oldest.days, 'day'),
          oldest === null ? 'nothing is open' : `${oldest.title}, ${formatCounted(oldest.cells, 'cell')}`,
        ],
        [
          'Time to verify after deploying',
          timeToVerify.now.minutes === null ? '–' : formatLegTime(timeToVerify.now.minutes),
          `mean of ${formatCount(timeToVerify.now.of)}`,
        ],
      ],
    },
    {
      title: page.goals === null ? 'Joint goals' : `${page.goals.title}, to ${formatDay(page.goals.by)}`,
      lines: (page.goals?.goals ?? []).map(({ label, figure, unit, target, reached }) => [
        label,
        figure.kind === 'share' ? formatShareInTenths(figure.share) : formatCount(figure.number),
        `goal ${goalTarget({ target, kind: figure.kind, unit })}${figure.kind === 'share' ? `; ${formatFraction(figure.share)} ${unit}` : ''}${reached === true ? '; reached' : ''}`,
      ]),
    },
    {
      title: 'Where the time goes, median a leg',
      lines: page.legs.map(({ leg, medianMinutes, visits }) => [
        leg,
        formatLegTime(medianMinutes),
        `of ${formatCount(visits)}`,
      ]),
    },
    {
      title: 'What would help',
      lines: page.needs.map(({ title, why, cells }) => [title, formatCounted(cells, 'cell'), why]),
    },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function plainText(page: LeadershipPage, sections: readonly Section[], publicUrl: string): string {
  const lines = sections.flatMap(({ title, lines: own }) => [
    '',
    title,
    ...own.map(([what, figure, more]) => `  ${what}: ${figure}${more === '' ? '' : ` (${more})`}`),
  ]);
  return [
    leadershipHeadline(page),
    leadershipMissing(page),
    ...lines,
    '',
    `The page: ${publicUrl}/leadership`,
    '',
  ].join('\r\n');
}

function htmlText(page: LeadershipPage, sections: readonly Section[], publicUrl: string): string {
  const cell = 'padding:4px 12px 4px 0;border-bottom:1px solid #e3e6eb;vertical-align:top';
  const tables = sections.map(
    ({ title, lines }) =>
      `<h2 style="font-size:14px;margin:18px 0 4px">${escapeHtml(title)}</h2><table style="border-collapse:collapse;font-size:13px">${lines
        .map(
          ([what, figure, more]) =>
            `<tr><td style="${cell}">${escapeHtml(what)}</td><td style="${cell};text-align:right;white-space:nowrap"><b>${escapeHtml(figure)}</b></td><td style="${cell};color:#626c7a">${escapeHtml(more)}</td></tr>`,
        )
        .join('')}</table>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Patch management, shared page</title></head><body style="font-family:Inter,Segoe UI,Helvetica,Arial,sans-serif;color:#12161c;max-width:720px"><h1 style="font-size:20px;line-height:1.3">${escapeHtml(leadershipHeadline(page))}</h1><p style="color:#424b58">${escapeHtml(leadershipMissing(page))}</p>${tables.join('')}<p style="font-size:12px;color:#626c7a">The page: <a href="${escapeHtml(publicUrl)}/leadership">${escapeHtml(publicUrl)}/leadership</a></p></body></html>`;
}
