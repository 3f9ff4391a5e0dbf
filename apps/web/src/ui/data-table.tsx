import type { Team } from '@baton/domain/evidence/team.ts';
import {
  type ColumnDef,
  columnVisibilityFeature,
  type ReactTable,
  type RowData,
  rowPaginationFeature,
  rowSelectionFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { ColumnChoice } from './column-choice.tsx';
import { Pager } from './pager.tsx';
import { useMovedRows } from './use-moved-rows.ts';
import './data-table.css';

const features = tableFeatures({
  columnVisibilityFeature,
  rowPaginationFeature,
  rowSelectionFeature,
  rowSortingFeature,
});
type Features = typeof features;

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  /** The server's name for sorting by it; without one the column cannot be sorted. */
  readonly sort?: string;
  readonly number?: boolean;
  readonly width?: number;
  /** Evidence of a team: its head stands in the team's colour. */
  readonly team?: Team;
  readonly cell: (row: Row) => ReactNode;
}

/** What of a table stands in the address. */
export interface TableSearch {
  readonly page: number;
  readonly pageSize: number;
  readonly sort?: string | undefined;
}

interface DataTableProps<Row extends RowData> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly total: number;
  readonly rowId: (row: Row) => string;
  /** What a row is called where it is chosen; its id where none is given. */
  readonly rowName?: (row: Row) => string;
  /** What of a row moves it, where some of it grows with time alone; the whole row where none is given. */
  readonly stateOf?: (row: Row) => unknown;
  readonly search: TableSearch;
  readonly onSearch: (patch: Partial<TableSearch>) => void;
  /** Told which rows are chosen; without it rows cannot be chosen. */
  readonly selection?: {
    readonly chosen: ReadonlySet<string>;
    readonly onChoose: (chosen: ReadonlySet<string>) => void;
  };
  /** Two lines a cell: taller rows. */
  readonly tall?: boolean;
  /** Columns keep their widths and long words break, for tables of evidence. */
  readonly fixed?: boolean;
  readonly empty: ReactNode;
}

const VIRTUAL_PAST = 200;

/** Server-side paging and sorting kept in the address; sticky head; columns to choose; virtual rows past 200. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const {
    columns,
    rows,
    total,
    rowId,
    rowName = rowId,
    search,
    onSearch,
    selection,
    tall = false,
    fixed = false,
    empty,
    label,
  } = props;
  const [hidden, setHidden] = useState<Record<string, boolean>>({});
  const sorting = sortingOf(search.sort, columns);
  const defs = useMemo(() => columns.map((column) => defOf(column)), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable<Features, Row>({
    features,
    columns: defs,
    data,
    getRowId: rowId,
    manualPagination: true,
    manualSorting: true,
    rowCount: total,
    state: {
      sorting,
      columnVisibility: hidden,
      pagination: { pageIndex: search.page - 1, pageSize: search.pageSize },
      rowSelection: Object.fromEntries([...(selection?.chosen ?? [])].map((id) => [id, true as const])),
    },
    onColumnVisibilityChange: (change) => setHidden((now) => (typeof change === 'function' ? change(now) : change)),
    onRowSelectionChange: (change) => {
      const now = Object.fromEntries([...(selection?.chosen ?? [])].map((id) => [id, true as const]));
      selection?.onChoose(new Set(Object.keys(typeof change === 'function' ? change(now) : change)));
    },
  });
  const moved = useMovedRows(rows, rowId, props.stateOf);
  if (total === 0) return <>{empty}</>;
  return (
    <div className={`data-table ${tall ? 'tall' : ''} ${fixed ? 'fixed' : ''}`}>
      <div className="table-scroll">
        <table aria-label={label} aria-rowcount={total}>
          <thead>
            <tr>
              {selection ? <th className="choose" aria-label="Choose" /> : null}
              {columns
                .filter((column) => hidden[column.id] !== false)
                .map((column) => (
                  <HeadCell
                    key={column.id}
                    column={column}
                    sort={search.sort}
                    onSort={(sort) => onSearch({ sort, page: 1 })}
                  />
                ))}
            </tr>
          </thead>
          <Body table={table} moved={moved} tall={tall} selectable={selection !== undefined} rowName={rowName} />
        </table>
      </div>
      <Pager
        page={search.page}
        pageSize={search.pageSize}
        total={total}
        onPage={(page) => onSearch({ page })}
        onPageSize={(pageSize) => onSearch({ pageSize, page: 1 })}
        aside={<ColumnChoice columns={columns} hidden={hidden} onChange={setHidden} />}
      />
    </div>
  );
}

function sortingOf<Row>(sort: string | undefined, columns: readonly Column<Row>[]): SortingState {
  if (!sort) return [];
  const id = columns.find((column) => column.sort === sort.replace(/^-/, ''))?.id;
  return id === undefined ? [] : [{ id, desc: sort.startsWith('-') }];
}

function defOf<Row extends RowData>(column: Column<Row>): ColumnDef<Features, Row> {
  return {
    id: column.id,
    header: column.head,
    enableSorting: column.sort !== undefined,
    cell: ({ row }) => column.cell(row.original),
    meta: { number: column.number ?? false },
  };
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: string | undefined;
  readonly onSort: (sort: string) => void;
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const direction = sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : undefined;
  const style = column.width === undefined ? undefined : { width: column.width };
  const className = `${column.number ? 'number' : ''} ${column.team ?? ''}`;
  return (
    <th scope="col" style={style} className={className} aria-sort={column.sort && direction ? direction : undefined}>
      {column.sort === undefined ? (
        column.head
      ) : (
        <button type="button" onClick={() => onSort(direction === 'ascending' ? `-${column.sort}` : `${column.sort}`)}>
          {column.head}
          <span aria-hidden="true" className="sort-sign">
            {direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}
          </span>
        </button>
      )}
    </th>
  );
}

interface BodyProps<Row extends RowData> {
  readonly table: ReactTable<Features, Row>;
  readonly moved: ReadonlySet<string>;
  readonly tall: boolean;
  readonly selectable: boolean;
  readonly rowName: (row: Row) => string;
}

function Body<Row extends RowData>({ table, moved, tall, selectable, rowName }: BodyProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const rows = table.getRowModel().rows;
  const virtual = rows.length > VIRTUAL_PAST;
  const virtualizer = useWindowVirtualizer({
    count: virtual ? rows.length : 0,
    estimateSize: () => (tall ? 40 : 31),
    overscan: 12,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const items = virtualizer.getVirtualItems();
  const shown = virtual ? items.map((item) => rows[item.index]).filter((row) => row !== undefined) : rows;
  const before = virtual ? (items[0]?.start ?? 0) - (body.current?.offsetTop ?? 0) : 0;
  const after = virtual ? virtualizer.getTotalSize() - ((items.at(-1)?.end ?? 0) - (body.current?.offsetTop ?? 0)) : 0;
  return (
    <tbody ref={body}>
      {before > 0 ? <tr style={{ height: before }} /> : null}
      {shown.map((row) => (
        <tr
          key={row.id}
          data-row
          className={moved.has(row.id) ? 'moved' : undefined}
          aria-selected={selectable ? row.getIsSelected() : undefined}
        >
          {selectable ? (
            <td className="choose">
              <input
                type="checkbox"
                aria-label={`Choose ${rowName(row.original)}`}
                data-row-choice
                checked={row.getIsSelected()}
                onChange={row.getToggleSelectedHandler()}
              />
            </td>
          ) : null}
          {row.getVisibleCells().map((cell) => (
            <td key={cell.id} className={isNumber(cell.column.columnDef.meta) ? 'number' : undefined}>
              <table.FlexRender cell={cell} />
            </td>
          ))}
        </tr>
      ))}
      {after > 0 ? <tr style={{ height: after }} /> : null}
    </tbody>
  );
}

function isNumber(meta: unknown): boolean {
  return typeof meta === 'object' && meta !== null && 'number' in meta && meta.number === true;
}
