import type { ServicenowSettings } from '@baton/contract/connections.ts';
import { ServiceError } from '../../service-error.ts';
import { callTool, type ToolPlace } from '../call-tool.ts';
import type { RemoteIssue, RemoteWord, Tracker, TrackerPlace } from '../tracker.ts';
import {
  changedIncidents,
  type Incident,
  incidents,
  journal,
  oneIncident,
  servicenowWords,
} from './servicenow-answers.ts';

/** The table's field short_description holds no more. */
const MOST_TITLE = 160;
const MOST_WORDS = 1000;
const IDS_AT_ONCE = 100;
/** Values of `state` by which an incident is over, and must say how. */
const ENDED = ['6', '7'];
const FIELDS = { sysparm_fields: 'sys_id,number,state', sysparm_display_value: 'all' } as const;

/** ServiceNow by its Table API, as a user with a password: incidents, or another table with a field `state`. */
export function servicenowTracker(settings: ServicenowSettings, { secret, allowPrivateHosts }: TrackerPlace): Tracker {
  const { user, table, words: field, closeCode, authority } = settings;
  const url = settings.url.replace(/\/+$/, '');
  const authorization = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
  const place: ToolPlace = { url, authorization, authority, allowPrivateHosts, wordsOf: servicenowWords };
  const path = `/api/now/table/${table}`;
  const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;
  const find = async (query: string): Promise<readonly Incident[]> =>
    (await callTool(place, { path, query: { ...FIELDS, sysparm_query: query, sysparm_limit: '1' } }, incidents)).result;
  const patch = async (id: string, body: object): Promise<Incident> =>
    (await callTool(place, { method: 'PATCH', path: at(id), query: FIELDS, body }, oneIncident)).result;

  async function readWords(id: string): Promise<readonly RemoteWord[]> {
    const query = {
      sysparm_query: `element_id=${id}^elementINcomments,work_notes^ORDERBYsys_created_on`,
      sysparm_fields: 'sys_id,value,sys_created_by',
      sysparm_display_value: 'all',
      sysparm_limit: String(MOST_WORDS),
    };
    const { result } = await callTool(place, { path: '/api/now/table/sys_journal_field', query }, journal);
    return result.map((one) => ({ id: one.sys_id.value, text: one.value.value, author: one.sys_created_by.value }));
  }

  return {
    async check() {
      await callTool(place, { path, query: { ...FIELDS, sysparm_limit: '1' } }, incidents);
      return `ServiceNow lets Baton into the table ${table}.`;
    },
    async findMade(remediationId) {
      return (await find(`correlation_id=${remediationId}`))[0]?.sys_id.value ?? null;
    },
    async create({ remediationId, title, description }) {
      const body = {
        short_description: title.replaceAll(/\s+/g, ' ').slice(0, MOST_TITLE),
        description,
        // By these two another system's record is known again.
        correlation_id: remediationId,
        correlation_display: 'Baton',
      };
      const made = await callTool(place, { method: 'POST', path, query: FIELDS, body }, oneIncident);
      return made.result.sys_id.value;
    },
    async adopt(key) {
      const [found] = await find(`number=${key.toUpperCase()}`);
      if (found !== undefined) return found.sys_id.value;
      throw new ServiceError('not-found', `${new URL(url).host} has no ${key} in ${table}.`, {
        hint: 'Look at its number, and whether the account may see it.',
      });
    },
    async read(id): Promise<RemoteIssue> {
      const { result } = await callTool(place, { path: at(id), query: FIELDS }, oneIncident);
      return {
        id,
        key: result.number.value,
        url: `${url}/${table}.do?sys_id=${id}`,
        state: result.state.value,
        stateName: nameOf(result),
        words: await readWords(id),
      };
    },
    async say(id, text) {
      await patch(id, { [field]: text });
    },
    async setState({ id, key, state: before }, state, note) {
      const ends = ENDED.includes(state);
      const body = { state, ...(ends && closeCode !== null ? { close_code: closeCode, close_notes: note } : {}) };
      const now = await patch(id, body);
      // A rule over there may put it back without a word.
      if (now.state.value !== state && now.state.value === before)
        throw new ServiceError('conflict', `${key} stays “${nameOf(now)}”: a rule over there keeps it so.`, {
          hint: 'Choose other states in the connection, or name a close code.',
        });
      return nameOf(now);
    },
    async changed(ids, minutes) {
      const changed: string[] = [];
      for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
        const some = ids.slice(from, from + IDS_AT_ONCE).join(',');
        const query = {
          // Its own clock counts, whatever zone the account has.
          sysparm_query: `sys_idIN${some}^sys_updated_on>=javascript:gs.minutesAgoStart(${Math.ceil(minutes)})`,
          sysparm_fields: 'sys_id',
          sysparm_display_value: 'all',
          sysparm_limit: String(IDS_AT_ONCE),
        };
        const { result } = await callTool(place, { path, query }, changedIncidents);
        changed.push(...result.map(({ sys_id }) => sys_id.value));
      }
      return changed;
    },
  };
}

function nameOf({ state }: Incident): string {
  return state.display_value ?? state.value;
}
