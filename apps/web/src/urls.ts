/** Every address of a page, built in one place. Filters live in the address so that a view can be shared and returned to. */

type Search = Readonly<Record<string, string | number | null | undefined>>;

function at(path: string, search: Search = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

const part = encodeURIComponent;

/** The words that an address may use for "not narrowed" and "not a day gone by"; they are never written into the bar. */
export const ALL_DEVICES = 'all';
export const NOW = 'now';

/** Adds the scope and day that a page holds to an address that names none of its own. */
export function carry(
  address: string,
  held: { readonly scope?: string | undefined; readonly day?: string | undefined },
): string {
  const [path = '', text = ''] = address.split('?');
  const query = new URLSearchParams(text);
  for (const [name, none] of [
    ['scope', ALL_DEVICES],
    ['day', NOW],
  ] as const) {
    const value = query.get(name) ?? held[name];
    query.delete(name);
    if (value !== undefined && value !== none) query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

export const urls = {
  board: (search?: Search) => at('/', search),
  changes: (search?: Search) => at('/board/changes', search),
  changedCells: (search?: Search) => at('/board/changes/cells', search),
  coverage: (search?: Search) => at('/board/coverage', search),
  remediations: (search?: Search) => at('/remediations', search),
  remediation: (id: string, search?: Search) => at(`/remediations/${part(id)}`, search),
  breaches: (search?: Search) => at('/breaches', search),
  forYou: (search?: Search) => at('/for-you', search),
  disagreements: (search?: Search) => at('/disagreements', search),
  scorecard: (search?: Search) => at('/scorecard', search),
  exceptions: (search?: Search) => at('/exceptions', search),
  exception: (id: string) => at(`/exceptions/${part(id)}`),
  requestException: (search?: Search) => at('/exceptions/request', search),
  reviewExceptions: () => at('/exceptions/review'),
  devices: (search?: Search) => at('/devices', search),
  device: (id: string, search?: Search) => at(`/devices/${part(id)}`, search),
  cells: (search?: Search) => at('/cells', search),
  cell: (deviceId: string, fix: string) => at(`/cells/${part(deviceId)}/${part(fix)}`),
  leadership: (search?: Search) => at('/leadership', search),
  goals: (search?: Search) => at('/leadership/goals', search),
  cycles: (search?: Search) => at('/cycles', search),
  cycle: (number: number) => at(`/cycles/${number}`),
  retrospective: (number: number) => at(`/cycles/${number}/retrospective`),
  compareCycles: (search?: Search) => at('/cycles/compare', search),
  charter: (search?: Search) => at('/charter', search),
  imports: (search?: Search) => at('/imports', search),
  import: (id: string) => at(`/imports/${part(id)}`),
  knowledge: (search?: Search) => at('/knowledge', search),
  fix: (fix: string) => at(`/knowledge/${part(fix)}`),
  settings: (section = 'people', search?: Search) => at(`/settings/${part(section)}`, search),
  account: () => at('/account'),
  signIn: (search?: Search) => at('/sign-in', search),
};
