import { describe, expect, test } from 'vitest';
import { eventWords, readEvents } from './event-choices.ts';
import { settingsOfForm } from './settings-of-form.ts';

const form = (fields: Readonly<Record<string, string>>) => ({ text: (name: string) => fields[name] ?? '' });

describe('the settings of a form', () => {
  test('of Jira leave a state as it is where its field is empty', () => {
    const fields = {
      url: 'https://example.atlassian.net',
      deployment: 'cloud',
      user: 'robot@example.org',
      project: 'OPS',
      issueType: 'Task',
      opens: 'accept',
      'state-working': 'In Progress',
      'state-closed': 'Done',
    };
    expect(settingsOfForm('jira', form(fields), [])).toMatchObject({
      kind: 'jira',
      opens: 'accept',
      states: { waiting: null, working: 'In Progress', verifying: null, closed: 'Done' },
      authority: null,
    });
  });

  test('of a mail server are numbers where numbers are meant', () => {
    const fields = { host: 'mail.example.org', port: '587', security: 'starttls', from: 'baton@example.org' };
    expect(settingsOfForm('email', form(fields), ['message.*'])).toMatchObject({ port: 587, user: null });
  });

  test('that do not fit are refused with the name of the field', () => {
    expect(() => settingsOfForm('webhook', form({ url: 'example.org' }), ['*'])).toThrow(/^Address: /);
    expect(() => settingsOfForm('webhook', form({ url: 'https://example.org' }), [])).toThrow(/^What is told: /);
    expect(() => settingsOfForm('slack', form({}), ['Not An Event'])).toThrow(/^What is told: /);
  });
});

test('events are read from words with commas and spaces, and told in words', () => {
  expect(readEvents(' charter.signed,exception.*  ,')).toEqual(['charter.signed', 'exception.*']);
  expect(eventWords(['message.clock-breach', 'charter.signed'])).toBe('Deadlines that have passed; charter.signed');
  expect(eventWords(['a.b', 'a.c', 'a.d', 'a.e'])).toBe('a.b; a.c; 2 more');
});
