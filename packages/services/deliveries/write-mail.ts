import { escapeHtml } from './escape-html.ts';
import type { Mail } from './send-mail.ts';
import type { ToldEvent } from './told-event.ts';

const WHY = 'You are told because you can act on it. Baton tells each thing once.';

/** A message to one person as mail: plain text, and the same as HTML that loads nothing from elsewhere. */
export function writeMail({ title, body, url }: ToldEvent): Pick<Mail, 'subject' | 'text' | 'html'> {
  const words = [body, ...(url === null ? [] : [url]), `--\n${WHY}`].filter((part) => part !== '');
  const link = url === null ? '' : `<p><a href="${escapeHtml(url)}">Open in Baton</a></p>`;
  const paragraphs = body
    .split('\n')
    .map((line) => `<p style="margin:8px 0">${escapeHtml(line)}</p>`)
    .join('');
  return {
    subject: title,
    text: `${words.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head><body style="font-family:Inter,Segoe UI,Helvetica,Arial,sans-serif;color:#12161c;max-width:640px"><h1 style="font-size:16px;line-height:1.35">${escapeHtml(title)}</h1>${paragraphs}${link}<p style="font-size:12px;color:#626c7a">${WHY}</p></body></html>`,
  };
}
