import { randomBytes } from 'node:crypto';
import { type ToolAnswer, type ToolRequest, type ToolServer, useToolServer } from './tool-server.ts';

export interface Incident {
  readonly sys_id: string;
  readonly number: string;
  readonly fields: Record<string, string>;
  updated: number;
  readonly journal: {
    readonly sys_id: string;
    readonly element: string;
    readonly value: string;
    readonly by: string;
  }[];
}

const STATES: Readonly<Record<string, string>> = {
  1: 'New',
  2: 'In Progress',
  3: 'On Hold',
  6: 'Resolved',
  7: 'Closed',
};
const newId = (): string => randomBytes(16).toString('hex');
const field = (value: string, display = value) => ({ value, display_value: display });

export interface ServicenowServer extends ToolServer {
  readonly incidents: Incident[];
  comment(incident: Incident, by: string, value: string): void;
  move(incident: Incident, state: string): void;
  /** An incident that is there without Baton. */
  add(number: string): Incident;
}

/** A ServiceNow on loopback in the recorded form of its Table API: what Baton uses of it, with its errors and its data policy. */
export function useServicenowServer(authorization: string): ServicenowServer {
  const incidents: Incident[] = [];
  const server = useToolServer((request) => answer(request));
  const say = (incident: Incident, by: string, value: string, element = 'comments'): void => {
    incident.journal.push({ sys_id: newId(), element, value, by });
    incident.updated = Date.now();
  };
  const add = (number: string, fields: Record<string, string> = {}): Incident => {
    const made = { sys_id: newId(), number, fields: { state: '1', ...fields }, updated: Date.now(), journal: [] };
    incidents.push(made);
    return made;
  };

  function answer(request: ToolRequest): ToolAnswer {
    if (request.authorization !== authorization)
      return refusal(401, 'User Not Authenticated', 'Required to provide Auth information');
    const [, table, id] = /^\/api\/now\/table\/(\w+)(?:\/(\w+))?$/.exec(request.path) ?? [];
    if (table === 'sys_journal_field') return journal(request);
    if (table !== 'incident') return refusal(400, `Invalid table ${table}`, null);
    if (id === undefined) return request.method === 'POST' ? create(request) : list(request);
    const incident = incidents.find(({ sys_id }) => sys_id === id);
    if (incident === undefined)
      return refusal(404, 'No Record found', 'Record doesn’t exist or ACL restricts the record retrieval');
    return request.method === 'PATCH' ? patch(incident, request) : { status: 200, body: { result: shown(incident) } };
  }

  function create({ body }: ToolRequest): ToolAnswer {
    const made = add(
      `INC00${10_000 + incidents.length}`,
      Object.fromEntries(Object.entries(body).map(([key, value]) => [key, String(value)])),
    );
    return { status: 201, body: { result: shown(made) } };
  }

  function patch(incident: Incident, { body }: ToolRequest): ToolAnswer {
    const { work_notes: notes, comments, ...fields } = body;
    if ((fields.state === '6' || fields.state === '7') && typeof fields.close_code !== 'string')
      return refusal(403, 'Operation Failed', 'Data Policy Exception: Close code, Close notes are mandatory');
    Object.assign(incident.fields, fields);
    if (typeof notes === 'string') say(incident, 'baton.robot', notes, 'work_notes');
    if (typeof comments === 'string') say(incident, 'baton.robot', comments);
    incident.updated = Date.now();
    return { status: 200, body: { result: shown(incident) } };
  }

  function list({ query }: ToolRequest): ToolAnswer {
    const asked = query.get('sysparm_query') ?? '';
    const [, correlation] = /^correlation_id=(.+)$/.exec(asked) ?? [];
    const [, number] = /^number=(.+)$/.exec(asked) ?? [];
    const [, ids, minutes] =
      /^sys_idIN([^^]*)\^sys_updated_on>=javascript:gs\.minutesAgoStart\((\d+)\)$/.exec(asked) ?? [];
    const fits = incidents.filter(
      (one) =>
        one.fields.correlation_id === correlation ||
        one.number === number ||
        (ids?.split(',').includes(one.sys_id) && one.updated >= Date.now() - Number(minutes) * 60_000) ||
        asked === '',
    );
    return { status: 200, body: { result: fits.slice(0, Number(query.get('sysparm_limit') ?? 100)).map(shown) } };
  }

  function journal({ query }: ToolRequest): ToolAnswer {
    const [, id] =
      /^element_id=(\w+)\^elementINcomments,work_notes\^ORDERBYsys_created_on$/.exec(
        query.get('sysparm_query') ?? '',
      ) ?? [];
    const entries = incidents.find(({ sys_id }) => sys_id === id)?.journal ?? [];
    const result = entries.map(({ sys_id, value, by }) => ({
      sys_id: field(sys_id),
      value: field(value),
      sys_created_by: field(by),
    }));
    return { status: 200, body: { result } };
  }

  function shown({ sys_id, number, fields }: Incident): object {
    const state = fields.state ?? '1';
    return { sys_id: field(sys_id), number: field(number), state: field(state, STATES[state]) };
  }

  return {
    get url() {
      return server.url;
    },
    requests: server.requests,
    failWith: server.failWith,
    incidents,
    comment: (incident: Incident, by: string, value: string) => say(incident, by, value),
    move(incident: Incident, state: string) {
      incident.fields.state = state;
      incident.updated = Date.now();
    },
    add: (number: string) => add(number),
  };
}

function refusal(status: number, message: string, detail: string | null): ToolAnswer {
  return { status, body: { error: { message, detail }, status: 'failure' } };
}
