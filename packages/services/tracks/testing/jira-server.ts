import { z } from 'zod';
import { type ToolAnswer, type ToolRequest, type ToolServer, useToolServer } from './tool-server.ts';

export interface JiraComment {
  readonly id: string;
  readonly author: string;
  readonly body: string;
}

export interface JiraIssue {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly description: string;
  readonly labels: string[];
  status: string;
  updated: number;
  readonly comments: JiraComment[];
}

/** Which state leads where; the id of a transition is its place in the list. */
const WORKFLOW = [
  { name: 'Start', from: ['To Do', 'Done'], to: 'In Progress' },
  { name: 'Finish', from: ['In Progress'], to: 'Done' },
] as const;

const newIssue = z.object({
  fields: z.object({
    project: z.object({ key: z.literal('OPS') }),
    issuetype: z.object({ name: z.literal('Task') }),
    summary: z
      .string()
      .max(255)
      .regex(/^[^\n]*$/),
    description: z.string(),
    labels: z.array(z.string().regex(/^\S+$/)),
  }),
});
const newLabels = z.object({ update: z.object({ labels: z.array(z.object({ add: z.string() })) }) });
const search = z.object({
  jql: z.string(),
  maxResults: z.int(),
  nextPageToken: z.string().optional(),
  startAt: z.int().optional(),
});

export interface JiraServer extends ToolServer {
  readonly issues: JiraIssue[];
  /** A person of that Jira writes, or moves an issue. */
  comment(issue: JiraIssue, author: string, body: string): void;
  move(issue: JiraIssue, status: string): void;
}

/**
 * A Jira on loopback in the recorded form of its REST API, version 2: what Baton uses of it, with its errors, its workflow,
 * its pages of at most two results, and both kinds of search.
 */
export function useJiraServer(authorization: string): JiraServer {
  const issues: JiraIssue[] = [];
  let comments = 100;
  const say = (issue: JiraIssue, author: string, body: string): void => {
    comments += 1;
    issue.comments.push({ id: String(comments), author, body });
    issue.updated = Date.now();
  };
  const server = useToolServer((request) => answer(request));

  function answer(request: ToolRequest): ToolAnswer {
    if (request.authorization !== authorization) return { status: 401, body: 'Client must be authenticated' };
    const [, what, id, part] = /^\/rest\/api\/2\/(\w+)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(request.path) ?? [];
    if (what === 'project') return project(id);
    if (what === 'search') return found(request);
    if (what === 'issue' && id === undefined && request.method === 'POST') return create(request);
    const issue = issues.find((one) => what === 'issue' && (one.id === id || one.key === id));
    if (issue === undefined)
      return {
        status: 404,
        body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} },
      };
    if (part === 'comment') return commentsOf(issue, request);
    if (part === 'transitions') return transitionsOf(issue, request);
    if (request.method === 'PUT') {
      issue.labels.push(...newLabels.parse(request.body).update.labels.map(({ add }) => add));
      return { status: 204 };
    }
    return { status: 200, body: { id: issue.id, key: issue.key, fields: { status: { name: issue.status } } } };
  }

  function project(key: string | undefined): ToolAnswer {
    if (key !== 'OPS')
      return { status: 404, body: { errorMessages: [`No project could be found with key '${key}'.`], errors: {} } };
    return { status: 200, body: { key, name: 'Operations', issueTypes: [{ name: 'Task' }, { name: 'Bug' }] } };
  }

  function create({ body }: ToolRequest): ToolAnswer {
    const parsed = newIssue.safeParse(body);
    if (!parsed.success)
      return { status: 400, body: { errorMessages: [], errors: { issuetype: 'Specify a valid issue type' } } };
    const { summary, description, labels } = parsed.data.fields;
    const number = issues.length + 12;
    const issue = { id: String(10_000 + number), key: `OPS-${number}`, summary, description, labels: [...labels] };
    issues.push({ ...issue, status: 'To Do', updated: Date.now(), comments: [] });
    return { status: 201, body: { id: issue.id, key: issue.key, self: `${server.url}/rest/api/2/issue/${issue.id}` } };
  }

  function commentsOf(issue: JiraIssue, { method, body, query }: ToolRequest): ToolAnswer {
    if (method === 'POST') {
      say(issue, 'Baton Robot', z.object({ body: z.string() }).parse(body).body);
      return { status: 201, body: { id: String(comments) } };
    }
    const startAt = Number(query.get('startAt') ?? 0);
    const page = issue.comments.slice(startAt, startAt + 2);
    const shown = page.map(({ id, author, body: text }) => ({ id, body: text, author: { displayName: author } }));
    return { status: 200, body: { startAt, maxResults: 2, total: issue.comments.length, comments: shown } };
  }

  function transitionsOf(issue: JiraIssue, { method, body }: ToolRequest): ToolAnswer {
    const open = WORKFLOW.flatMap((way, at) =>
      way.from.some((from) => from === issue.status) ? [{ id: String(at), name: way.name, to: { name: way.to } }] : [],
    );
    if (method === 'GET') return { status: 200, body: { expand: 'transitions', transitions: open } };
    const { transition } = z.object({ transition: z.object({ id: z.string() }) }).parse(body);
    const way = open.find(({ id }) => id === transition.id);
    if (way === undefined)
      return {
        status: 400,
        body: { errorMessages: ['It seems that you have tried to perform an illegal workflow operation.'], errors: {} },
      };
    issue.status = way.to.name;
    issue.updated = Date.now();
    return { status: 204 };
  }

  function found({ path, body }: ToolRequest): ToolAnswer {
    const { jql, nextPageToken, startAt = 0 } = search.parse(body);
    const label = /labels = "([^"]+)"/.exec(jql)?.[1];
    const minutes = /updated >= "-(\d+)m"/.exec(jql)?.[1];
    const fits = issues.filter(
      ({ labels, updated }) =>
        labels.includes(label ?? '') && (minutes === undefined || updated >= Date.now() - Number(minutes) * 60_000),
    );
    const isCloud = path.endsWith('/jql');
    const from = isCloud ? Number(nextPageToken ?? 0) : startAt;
    const page = fits
      .slice(from, from + 2)
      .map(({ id, key, status }) => ({ id, key, fields: { status: { name: status } } }));
    const isLast = from + 2 >= fits.length;
    if (!isCloud) return { status: 200, body: { startAt: from, maxResults: 2, total: fits.length, issues: page } };
    return { status: 200, body: { issues: page, isLast, ...(isLast ? {} : { nextPageToken: String(from + 2) }) } };
  }

  return {
    get url() {
      return server.url;
    },
    requests: server.requests,
    failWith: server.failWith,
    issues,
    comment: say,
    move(issue: JiraIssue, status: string) {
      issue.status = status;
      issue.updated = Date.now();
    },
  };
}
