import { addressFirst, checkIds, lines, lookUpFile, type ScanFile, type ScanListForm } from './scan-list.ts';

const isQid = (id: string): boolean => /^\d{1,6}$/.test(id);
const isAddress = (text: string): boolean => /^[\d.]+$/.test(text) || text.includes(':');

/**
 * Qualys: addresses and DNS names of an asset group (fields "IPs" and "DNS" of a new group, `ips` and `dns_names` of its API)
 * and the QIDs of a static search list, both joined by commas.
 */
export const qualysList: ScanListForm = {
  tool: 'qualys',
  label: 'Qualys',
  check: 'QID',
  knowsCheck: isQid,
  addressOf: addressFirst,
  files: (order) => {
    const all = [...new Set(order.targets.map(addressFirst))];
    const qids = checkIds(order, isQid);
    return [
      ...assetGroup('ips', all.filter(isAddress)),
      ...assetGroup(
        'dns',
        all.filter((address) => !isAddress(address)),
      ),
      ...(qids.length === 0
        ? []
        : [{ name: 'qualys-qids.txt', mediaType: 'text/plain', text: lines([qids.join(',')]) } as const]),
      ...lookUpFile('qualys', order, isQid),
    ];
  },
};

function assetGroup(field: 'ips' | 'dns', values: readonly string[]): readonly ScanFile[] {
  if (values.length === 0) return [];
  return [{ name: `qualys-asset-group-${field}.txt`, mediaType: 'text/plain', text: lines([values.join(',')]) }];
}
