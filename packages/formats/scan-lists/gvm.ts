import { addresses, checkIds, lines, lookUpFile, nameFirst, type ScanListForm, type ScanOrder } from './scan-list.ts';

const isOid = (id: string): boolean => /^\d+(\.\d+){5,}$/.test(id);

/** GVM takes at most so many hosts in a target, unless it is told otherwise (gvmd --max-ips-per-target). */
const MOST_HOSTS = 4095;

/**
 * Greenbone (GVM, OpenVAS): `create_target` of the Greenbone Management Protocol with its hosts, 4,095 a target at most, and the
 * OIDs of the tests, one a line.
 */
export const gvmList: ScanListForm = {
  tool: 'gvm',
  label: 'Greenbone',
  check: 'OID',
  knowsCheck: isOid,
  addressOf: nameFirst,
  files: (order) => {
    const oids = checkIds(order, isOid);
    return [
      { name: 'gvm-targets.xml', mediaType: 'application/xml', text: targets(order) },
      ...(oids.length === 0 ? [] : [{ name: 'gvm-oids.txt', mediaType: 'text/plain', text: lines(oids) } as const]),
      ...lookUpFile('gvm', order, isOid),
    ];
  },
};

function targets(order: ScanOrder): string {
  const hosts = addresses(order, nameFirst);
  const parts = Array.from({ length: Math.max(1, Math.ceil(hosts.length / MOST_HOSTS)) }, (_, part) =>
    hosts.slice(part * MOST_HOSTS, (part + 1) * MOST_HOSTS),
  );
  const commands = parts.map((part, index) => {
    const name = parts.length === 1 ? order.title : `${order.title}, part ${index + 1}`;
    return `<create_target><name>${escaped(name)}</name><hosts>${escaped(part.join(', '))}</hosts></create_target>`;
  });
  return lines(commands.length === 1 ? commands : ['<commands>', ...commands, '</commands>']);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
