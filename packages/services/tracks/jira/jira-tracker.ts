import type { JiraSettings } from '@baton/contract/connections.ts';
import { z } from 'zod';
import { ServiceError } from '../../service-error.ts';
import { callTool, type ToolPlace } from '../call-tool.ts';
import type { IssueDraft, RemoteIssue, RemoteWord, Tracker, TrackerPlace } from '../tracker.ts';
import {
  jiraComments,
  jiraFound,
  jiraIssue,
  jiraProject,
  jiraTransitions,
  jiraWords,
  madeIssue,
} from './jira-answers.ts';

/** Every issue that Baton follows has this label, by which it asks what has changed. */
const LABEL = 'baton';
const labelOf = (remediationId: string): string => `baton-${remediationId}`;
const PAGE = 100;
const MOST_PAGES = 20;
/** Jira refuses a summary of more. */
const MOST_SUMMARY = 255;
const anything = z.unknown();

/** Jira by its REST API, version 2: the cloud with e-mail and API token, a data center with a personal access token. */
export function jiraTracker(settings: JiraSettings, { secret, allowPrivateHosts }: TrackerPlace): Tracker {
  const { deployment, user, project, issueType, authority } = settings;
  const url = settings.url.replace(/\/+$/, '');
  const authorization =
    user === null ? `Bearer ${secret}` : `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  const place: ToolPlace = { url, authorization, authority, allowPrivateHosts, wordsOf: jiraWords };
  const at = (id: string): string => `/rest/api/2/issue/${encodeURIComponent(id)}`;

  async function search(jql: string): Promise<readonly string[]> {
    const ids: string[] = [];
    let next: object = deployment === 'cloud' ? {} : { startAt: 0 };
    const path = deployment === 'cloud' ? '/rest/api/2/search/jql' : '/rest/api/2/search';
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const body = { jql, fields: ['status'], maxResults: PAGE, ...next };
      const found = await callTool(place, { method: 'POST', path, body }, jiraFound);
      ids.push(...found.issues.map(({ id }) => id));
      const isLast =
        deployment === 'cloud'
          ? found.nextPageToken === undefined
          : found.issues.length === 0 || ids.length >= (found.total ?? 0);
      if (isLast) break;
      next = deployment === 'cloud' ? { nextPageToken: found.nextPageToken } : { startAt: ids.length };
    }
    return ids;
  }

  async function readWords(id: string): Promise<readonly RemoteWord[]> {
    const words: RemoteWord[] = [];
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { startAt: String(words.length), maxResults: String(PAGE), orderBy: 'created' };
      const found = await callTool(place, { path: `${at(id)}/comment`, query }, jiraComments);
      words.push(
        ...found.comments.map((one) => ({ id: one.id, text: one.body, author: one.author?.displayName ?? 'Somebody' })),
      );
      if (found.comments.length === 0 || words.length >= found.total) break;
    }
    return words;
  }

  return {
    async check() {
      const found = await callTool(place, { path: `/rest/api/2/project/${project}` }, jiraProject);
      const types = found.issueTypes?.map(({ name }) => name) ?? [];
      if (types.length > 0 && !types.includes(issueType))
        throw new ServiceError('tool-refused', `${found.key} has no issue type ${issueType}.`, {
          hint: `It has ${types.join(', ')}.`,
        });
      return `Jira lets Baton into ${found.name}.`;
    },
    async findMade(remediationId) {
      return (await search(`project = "${project}" AND labels = "${labelOf(remediationId)}"`))[0] ?? null;
    },
    async create({ remediationId, title, description }: IssueDraft) {
      const fields = {
        project: { key: project },
        issuetype: { name: issueType },
        summary: title.replaceAll(/\s+/g, ' ').slice(0, MOST_SUMMARY),
        description,
        labels: [LABEL, labelOf(remediationId)],
      };
      return (await callTool(place, { method: 'POST', path: '/rest/api/2/issue', body: { fields } }, madeIssue)).id;
    },
    async adopt(key) {
      const { id } = await callTool(place, { path: at(key), query: { fields: 'status' } }, jiraIssue);
      const body = { update: { labels: [{ add: LABEL }] } };
      await callTool(place, { method: 'PUT', path: at(id), body }, anything);
      return id;
    },
    async read(id): Promise<RemoteIssue> {
      const { key, fields } = await callTool(place, { path: at(id), query: { fields: 'status' } }, jiraIssue);
      const { name } = fields.status;
      return { id, key, url: `${url}/browse/${key}`, state: name, stateName: name, words: await readWords(id) };
    },
    async say(id, body) {
      await callTool(place, { method: 'POST', path: `${at(id)}/comment`, body: { body } }, anything);
    },
    async setState({ id, key, stateName }, state) {
      const path = `${at(id)}/transitions`;
      const { transitions } = await callTool(place, { path }, jiraTransitions);
      const same = (name: string): boolean => name.toLowerCase() === state.toLowerCase();
      const way = transitions.find(({ to }) => same(to.name)) ?? transitions.find(({ name }) => same(name));
      if (way === undefined) {
        const ways = transitions.map(({ to }) => to.name).join(', ');
        throw new ServiceError('conflict', `${key} cannot go from “${stateName}” to “${state}” in its workflow.`, {
          hint: `${ways === '' ? 'It can go nowhere from there.' : `It can go to ${ways}.`} Choose other states in the connection, or set it there by hand.`,
        });
      }
      await callTool(place, { method: 'POST', path, body: { transition: { id: way.id } } }, anything);
      return way.to.name;
    },
    async changed(ids, minutes) {
      const known = new Set(ids);
      const found = await search(`labels = "${LABEL}" AND updated >= "-${Math.ceil(minutes)}m"`);
      return found.filter((id) => known.has(id));
    },
  };
}
