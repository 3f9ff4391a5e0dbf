import { z } from 'zod';

// Answers of Jira's REST API, version 2 (developer.atlassian.com/cloud/jira/platform/rest/v2, docs.atlassian.com/software/jira):
// only what is read of them. The cloud and a data center answer alike but for the search.

const status = z.object({ name: z.string() });

export const madeIssue = z.object({ id: z.string(), key: z.string() });

export const jiraIssue = z.object({ id: z.string(), key: z.string(), fields: z.object({ status }) });

export const jiraComments = z.object({
  total: z.int(),
  comments: z.array(
    z.object({
      id: z.string(),
      body: z.string().catch(''),
      author: z.object({ displayName: z.string() }).optional().catch(undefined),
    }),
  ),
});

export const jiraTransitions = z.object({
  transitions: z.array(z.object({ id: z.string(), name: z.string(), to: status })),
});

/** Of the cloud's search with a token for the next page, and of a data center's with a total. */
export const jiraFound = z.object({
  issues: z.array(z.object({ id: z.string() })),
  nextPageToken: z.string().optional(),
  total: z.int().optional(),
});

export const jiraProject = z.object({ key: z.string(), name: z.string(), issueTypes: z.array(status).optional() });

const jiraErrors = z.object({
  errorMessages: z.array(z.string()).catch([]),
  errors: z.record(z.string(), z.string()).catch({}),
});

/** What Jira says was wrong: general words, then those of single fields. */
export function jiraWords(text: string): string {
  try {
    const { errorMessages, errors } = jiraErrors.parse(JSON.parse(text));
    return [...errorMessages, ...Object.entries(errors).map(([field, words]) => `${field}: ${words}`)].join(' ');
  } catch {
    return '';
  }
}
