import type { BoardDto } from '@baton/contract/board.ts';
import { formatCount } from '@baton/presentation/formats.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { INFOSEC_WORDS, IT_WORDS } from '../../ui/pair-words.ts';
import { Panel } from '../../ui/panel.tsx';
import { VerdictShape } from '../../ui/verdict-chip.tsx';
import { urls } from '../../urls.ts';

type Pair = BoardDto['words'][number];

/** Every required cell by what the two sides say of it: nine pairs, each the way to its cells. */
export function WordsPanel({ board }: { readonly board: BoardDto }) {
  const pair = (it: Pair['it'], infosec: Pair['infosec']): Pair =>
    board.words.find((each) => each.it === it && each.infosec === infosec) ?? { it, infosec, cells: 0, proven: 0 };
  const sum = (keep: (pair: Pair) => boolean): string =>
    formatCount(board.words.filter(keep).reduce((cells, each) => cells + each.cells, 0));
  return (
    <Panel title="What both sides say" note="every required cell once" className="clip">
      <div className="table-scroll">
        <table className="words-table">
          <thead>
            <tr>
              <td />
              <th scope="colgroup" colSpan={3} className="infosec">
                InfoSec says
              </th>
              <td />
            </tr>
            <tr>
              <th scope="col" className="it">
                IT says
              </th>
              {INFOSEC_WORDS.map(([id, words]) => (
                <th key={id} scope="col" className="number">
                  {words}
                </th>
              ))}
              <th scope="col" className="number">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {IT_WORDS.map(([it, words]) => (
              <tr key={it} data-row>
                <th scope="row">{words}</th>
                {INFOSEC_WORDS.map(([infosec]) => (
                  <PairCell key={infosec} pair={pair(it, infosec)} />
                ))}
                <td className="number quiet">{sum((each) => each.it === it)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {INFOSEC_WORDS.map(([infosec]) => (
                <td key={infosec} className="number quiet">
                  {sum((each) => each.infosec === infosec)}
                </td>
              ))}
              <td className="number">
                <b>{sum(() => true)}</b>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}

function PairCell({ pair }: { readonly pair: Pair }) {
  if (pair.cells === 0) return <td className="number faint">0</td>;
  return (
    <td className="number">
      <PageLink to={urls.cells({ itWord: pair.it, infosecWord: pair.infosec })}>
        <b>{formatCount(pair.cells)}</b>
      </PageLink>
      {pair.proven === 0 ? null : (
        <span className="verdict proven">
          <VerdictShape verdict="proven" />
          {pair.proven === pair.cells ? 'all proven' : `${formatCount(pair.proven)} proven`}
        </span>
      )}
    </td>
  );
}
