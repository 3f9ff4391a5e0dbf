import { listCells } from '@baton/contract/cells.ts';
import { call } from '../../api/call.ts';
import { csvRow, saveText } from '../../ui/save-text.ts';

const PAGE = 500;

/** Every cell of a remediation with both sides' evidence, as a file; causes with their ids. */
export async function saveCellsCsv({
  fix,
  id: remediation,
}: {
  readonly fix: string;
  readonly id: string;
}): Promise<void> {
  const lines = [
    csvRow([
      'device',
      'fix',
      'verdict',
      'cause',
      'also',
      'moves next',
      'next action',
      'IT',
      'IT detail',
      'InfoSec',
      'InfoSec detail',
      'since',
    ]),
  ];
  for (let page = 1, total = 1; (page - 1) * PAGE < total; page += 1) {
    const answer = await call(listCells, { query: { fix, remediation, page, pageSize: PAGE } });
    total = answer.total;
    for (const row of answer.rows) {
      const { it, infosec } = row;
      lines.push(
        csvRow([
          row.device,
          row.fix,
          row.verdict,
          row.cause,
          row.also.join(' '),
          row.owner,
          row.nextAction,
          it.what,
          it.detail,
          infosec.what,
          infosec.detail,
          row.since,
        ]),
      );
    }
  }
  saveText(`${fix.replaceAll(/[^\w.-]+/g, '-')}.csv`, `${lines.join('\r\n')}\r\n`);
}
