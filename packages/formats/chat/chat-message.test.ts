import { expect, test } from 'vitest';
import { slackMessage, teamsMessage } from './chat-message.ts';

const MESSAGE = { title: 'KB1 <!channel> & more', body: 'See [here](http://evil) *now*', url: 'https://b.example/r/1' };

test('Slack is told in its own form, and nobody is called by a text', () => {
  expect(slackMessage(MESSAGE)).toEqual({
    text: '*<https://b.example/r/1|KB1 &lt;!channel&gt; &amp; more>*\nSee [here](http://evil) *now*',
    unfurl_links: false,
  });
  expect(slackMessage({ ...MESSAGE, url: null, body: '' })).toEqual({
    text: '*KB1 &lt;!channel&gt; &amp; more*',
    unfurl_links: false,
  });
});

test('Teams is told by an adaptive card in which a text makes no links', () => {
  const card = JSON.stringify(teamsMessage(MESSAGE));
  expect(JSON.parse(card)).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          body: [{ text: 'KB1 <!channel> & more' }, { text: 'See \\[here\\](http://evil) \\*now\\*' }],
          actions: [{ type: 'Action.OpenUrl', url: 'https://b.example/r/1' }],
        },
      },
    ],
  });
});
