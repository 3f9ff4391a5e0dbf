import { addresses, checkIds, lines, lookUpFile, nameFirst, type ScanListForm } from './scan-list.ts';

const isPlugin = (id: string): boolean => /^\d{4,7}$/.test(id);

/**
 * Nessus and Tenable: a target list to upload (one target a line, Settings > Basic > Upload Targets) and plugin ids joined by
 * commas, as the plugin filter "Plugin ID is equal to" and Tenable's API take them.
 */
export const nessusList: ScanListForm = {
  tool: 'nessus',
  label: 'Nessus',
  check: 'plugin',
  knowsCheck: isPlugin,
  addressOf: nameFirst,
  files: (order) => {
    const plugins = checkIds(order, isPlugin);
    return [
      { name: 'nessus-targets.txt', mediaType: 'text/plain', text: lines(addresses(order, nameFirst)) },
      ...(plugins.length === 0
        ? []
        : [{ name: 'nessus-plugins.txt', mediaType: 'text/plain', text: lines([plugins.join(',')]) } as const]),
      ...lookUpFile('nessus', order, isPlugin),
    ];
  },
};
