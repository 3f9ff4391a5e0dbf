/** What is told in a channel: one line, more words, and where to look. Plain text. */
export interface ChatMessage {
  readonly title: string;
  readonly body: string;
  readonly url: string | null;
}

/** Slack refuses texts of more than 40,000 characters, and nobody reads them. */
const MOST_BODY = 3000;

/** Slack's incoming webhooks: `text` in mrkdwn, in which only &, < and > need escaping. */
export function slackMessage({ title, body, url }: ChatMessage): object {
  const head = url === null ? `*${slackText(title)}*` : `*<${url}|${slackText(title).replaceAll('|', '¦')}>*`;
  const text = [head, slackText(body.slice(0, MOST_BODY))].filter((line) => line !== '').join('\n');
  return { text, unfurl_links: false };
}

function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Microsoft Teams' incoming webhooks (Workflows): an adaptive card, version 1.4. */
export function teamsMessage({ title, body, url }: ChatMessage): object {
  const words = [
    { type: 'TextBlock', text: teamsText(title), weight: 'Bolder', wrap: true },
    ...(body === '' ? [] : [{ type: 'TextBlock', text: teamsText(body.slice(0, MOST_BODY)), wrap: true }]),
  ];
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: words,
    ...(url === null ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Open in Baton', url }] }),
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

/** A text block reads a part of Markdown: what would be a link, a list or emphasis is written out. */
function teamsText(text: string): string {
  return text.replaceAll(/[\\[\]*_`#]/g, (sign) => `\\${sign}`);
}
