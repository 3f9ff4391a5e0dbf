import type { Dialect, Field } from './it-dialect.ts';
import type { ItView, WorldCell, WorldDevice } from './world-device.ts';
import type { WorldFix } from './world-fix.ts';

export function exportHead(dialect: Dialect): string {
  const bom = dialect.encoding === 'utf8' ? '' : '\ufeff';
  return (
    bom +
    line(
      dialect,
      dialect.columns.map(([heading]) => heading),
    )
  );
}

/** The rows of one device: one a fix, the older update that it has beside, and those of a ghost record of the same machine. */
export function exportRows(dialect: Dialect, device: WorldDevice): string {
  const { it } = device;
  if (it === null) return '';
  const rows = device.cells.flatMap((cell) => rowsOf(dialect, device, it, cell));
  return [...rows, ...(it.ghost === null ? [] : ghostRows(dialect, device, it, it.ghost))].join('');
}

function rowsOf(dialect: Dialect, device: WorldDevice, it: ItView, cell: WorldCell): readonly string[] {
  const own = cell.it.word === 'silent' ? [] : [row(dialect, (field) => cellText(dialect, device, it, cell, field))];
  const history =
    cell.fix.earlier !== null && (device.index % 2 === 0 || cell.it.word === 'silent')
      ? [historyRow(dialect, device, it, cell.fix.earlier)]
      : [];
  return [
    ...history,
    ...flapRows(dialect, device, it, cell),
    ...own,
    ...leftOldRows(dialect, device, it, cell),
    ...oldKernelRows(dialect, device, it, cell),
  ];
}

/** What the tool's log has before the last install: it was in two days ago, and gone the next. */
function flapRows(dialect: Dialect, device: WorldDevice, it: ItView, cell: WorldCell): readonly string[] {
  const { installedAt } = cell.it;
  if (!cell.it.flaps || installedAt === null) return [];
  const before = { fix: cell.fix, it: { ...cell.it, installedAt: installedAt - 2 * 86_400_000 } };
  const gone = { fix: cell.fix, it: { ...cell.it, word: 'missing' as const, installedAt: null } };
  return [before, gone].map((shown) => row(dialect, (field) => cellText(dialect, device, it, shown, field)));
}

/** A second binary package of the source that the upgrade passed over. */
function leftOldRows(dialect: Dialect, device: WorldDevice, it: ItView, cell: WorldCell): readonly string[] {
  const { leftOld } = cell.it;
  if (leftOld === null) return [];
  const old = {
    fix: { ...cell.fix, binary: leftOld },
    it: { ...cell.it, word: 'missing' as const, installedAt: null, version: cell.fix.oldVersion },
  };
  return [row(dialect, (field) => cellText(dialect, device, it, old, field))];
}

/** Old kernels are packages of their own and stay installed beside the new one. */
function oldKernelRows(dialect: Dialect, device: WorldDevice, it: ItView, cell: WorldCell): readonly string[] {
  const { oldKernelPackage } = cell.it;
  if (oldKernelPackage === null) return [];
  const { oldVersion } = cell.fix;
  const fix = { ...cell.fix, binary: oldKernelPackage, version: oldVersion };
  const old = { fix, it: { ...cell.it, word: 'installed' as const, installedAt: null, version: oldVersion } };
  return [row(dialect, (field) => cellText(dialect, device, it, old, field))];
}

/** Last month's update, installed last month: tools list it beside this month's. */
function historyRow(dialect: Dialect, device: WorldDevice, it: ItView, earlier: WorldFix): string {
  const installedAt = Date.parse(`${earlier.published}T02:00:00Z`) + 2 * 86_400_000;
  const cell = {
    fix: earlier,
    it: {
      word: 'installed' as const,
      installedAt,
      version: earlier.version,
      path: null,
      exitCode: null,
      severity: earlier.severity,
      flaps: false,
      restart: [],
      hasFix: true,
      oldKernelPackage: null,
      leftOld: null,
    },
  };
  return row(dialect, (field) =>
    field === 'rebootPending'
      ? it.rebootPending
        ? dialect.yes
        : dialect.no
      : cellText(
          dialect,
          device,
          { ...it, rebootPending: dialect.pendingWord === undefined && it.rebootPending },
          cell,
          field,
        ),
  );
}

/** The record under the name of before the machine was set up anew: last seen weeks ago, nothing installed since. */
function ghostRows(dialect: Dialect, device: WorldDevice, it: ItView, name: string): readonly string[] {
  const then = {
    ...it,
    lastSeen: it.lastSeen - 45 * 86_400_000,
    lastBoot: it.lastBoot - 50 * 86_400_000,
    rebootPending: false,
  };
  return device.cells
    .filter((cell) => cell.fix.kind === 'kb')
    .map((cell) => {
      const missing = {
        ...cell,
        it: { ...cell.it, word: 'missing' as const, installedAt: null, version: cell.fix.oldVersion },
      };
      const old = { ...then, build: cell.fix.oldVersion };
      return row(dialect, (field) => (field === 'name' ? name : cellText(dialect, device, old, missing, field)));
    });
}

type ShownCell = Pick<WorldCell, 'fix' | 'it'>;

function cellText(dialect: Dialect, device: WorldDevice, it: ItView, cell: ShownCell, field: Field): string {
  const { fix } = cell;
  switch (field) {
    case 'name':
      return device.name;
    case 'ip':
      return device.ip;
    case 'serial':
      return device.serial;
    case 'uuid':
      return device.uuid.toUpperCase();
    case 'os':
      return device.osTitle;
    case 'build':
      return it.build ?? '';
    case 'title':
      return fix.title;
    case 'kb':
      return fix.kind === 'kb' ? (dialect.name === 'configmgr' ? fix.id.slice(2) : fix.id) : '';
    case 'package':
      return fix.binary ?? fix.title;
    case 'installedVersion':
      return cell.it.version;
    case 'requiredVersion':
      return fix.version;
    case 'status':
      return statusOf(dialect, it, cell);
    case 'approval':
      return cell.it.word === 'not-approved' ? 'Not approved' : 'Approved';
    case 'exitCode':
      return cell.it.exitCode === null ? '' : String(cell.it.exitCode);
    case 'severity':
      return cell.it.severity;
    case 'installedAt':
      return cell.it.installedAt === null ? '' : dialect.time(new Date(cell.it.installedAt));
    case 'lastSeen':
      return dialect.time(new Date(it.lastSeen));
    case 'lastBoot':
      return dialect.time(new Date(it.lastBoot));
    case 'rebootPending':
      return it.rebootPending ? dialect.yes : dialect.no;
    case 'kernel':
      return it.runningKernel ?? '';
    case 'restart':
      return cell.it.restart.join(', ');
    case 'path':
      return cell.it.path ?? '';
    case 'nothing':
      return '';
  }
}

function statusOf(dialect: Dialect, it: ItView, { fix, it: said }: ShownCell): string {
  if (said.word === 'silent') return '';
  if (said.word === 'installed' && fix.kind === 'kb' && it.rebootPending && dialect.pendingWord)
    return dialect.pendingWord;
  return dialect.words[said.word];
}

function row(dialect: Dialect, value: (field: Field) => string): string {
  return line(
    dialect,
    dialect.columns.map(([, field]) => value(field)),
  );
}

function line(dialect: Dialect, cells: readonly string[]): string {
  const quoted = cells.map((cell) =>
    dialect.quotesAll || /[",;\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return quoted.join(dialect.delimiter) + dialect.lineEnd;
}
