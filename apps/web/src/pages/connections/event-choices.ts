/** What can be told, in words; the rest is written as in the log. */
export const EVENT_CHOICES = [
  { pattern: 'message.clock-breach', label: 'Deadlines that have passed' },
  { pattern: 'message.clock-warning', label: 'Warnings before a deadline' },
  { pattern: 'message.escalation', label: 'Escalations' },
  { pattern: 'message.signature-wanted', label: 'What waits for a signature' },
  { pattern: 'remediation.*', label: 'Everything that happens to remediations' },
  { pattern: '*', label: 'Everything in the log, and all messages' },
] as const;

/** For one person each, by mail. */
export const MAIL_CHOICES = [
  { pattern: 'message.*', label: 'All that is for them' },
  { pattern: 'message.clock-breach', label: 'Deadlines that have passed' },
  { pattern: 'message.clock-warning', label: 'Warnings before a deadline' },
  { pattern: 'message.escalation', label: 'Escalations' },
  { pattern: 'message.signature-wanted', label: 'What waits for a signature' },
  { pattern: 'message.digest', label: 'The digest of the day' },
] as const;

/** "charter.signed, exception.*" as a list; spaces and empty words left out. */
export function readEvents(text: string): string[] {
  return text
    .split(/[,\s]+/)
    .map((event) => event.trim())
    .filter((event) => event !== '');
}

/** What is told, in words: the first few, and how many more. */
export function eventWords(events: readonly string[]): string {
  const label = (event: string): string =>
    [...EVENT_CHOICES, ...MAIL_CHOICES].find(({ pattern }) => pattern === event)?.label ?? event;
  const words = events.map(label);
  return words.length > 2 ? `${words.slice(0, 2).join('; ')}; ${words.length - 2} more` : words.join('; ');
}
