import { jointCheck, otherPlatformCheck, registryCheck } from './special-checks.ts';
import type { WorldCell } from './world-device.ts';
import type { WorldCheck, WorldFix } from './world-fix.ts';

/** What a check of the scanner says of one host, whatever the file that it is written to. */
export interface ScannerFinding {
  readonly check: WorldCheck;
  /** 0 none to 4 critical. */
  readonly severity: number;
  readonly port: number;
  readonly cves: readonly string[];
  readonly output: string;
  /** Numbers of Microsoft's articles that the check refers to. */
  readonly kbs: readonly string[];
  /** What the check says of the vendor; null where it says nothing. */
  readonly vendor: 'unsupported_by_vendor' | 'vendor_unpatched' | null;
}

const SEVERITY = { Critical: 4, High: 3, Medium: 2 } as const;

/** What the scanner reports of a cell; null where it reports nothing. */
export function findingOf(cell: WorldCell): ScannerFinding | null {
  const { fix } = cell;
  if (cell.reported === 'no') return null;
  const plain = { severity: SEVERITY[fix.severity], cves: fix.cves, kbs: [], vendor: null } as const;
  if (cell.reported === 'by-banner' && fix.banner) {
    const { check, port, banner, reported, fixed } = fix.banner;
    const output = `\n  URL               : http://host:${port}/\n  Banner            : ${banner}\n  Reported version  : ${reported}\n  Fixed version     : ${fixed}\n`;
    return { ...plain, check, port, output };
  }
  const special = fix.unfixed ? unfixedFinding(fix) : specialFinding(cell);
  if (special !== null) return { ...plain, ...special };
  const asked = cell.reported === 'earlier-fix' && fix.earlier ? fix.earlier : fix;
  return {
    ...plain,
    check: asked.check,
    severity: SEVERITY[asked.severity],
    port: asked.kind === 'kb' || asked.kind === 'application' ? 445 : 0,
    cves: asked.cves,
    output: outputOf(asked, cell),
    kbs: asked.kind === 'kb' ? [asked.id.slice(2)] : [],
  };
}

type Special = Pick<ScannerFinding, 'check' | 'port' | 'output'> & Partial<ScannerFinding>;

/** What has no fix, in the forms of "… Unsupported Version Detection" and "Linux Distros Unpatched Vulnerability". */
function unfixedFinding({ check, path, version, scannerBinaries, unfixed }: WorldFix): Special {
  const output =
    unfixed === 'end-of-life'
      ? `\n  Path              : ${path}\n  Installed version : ${version}\n  End of support    : made up for tests\n`
      : `\nThe host has packages that the vendor indicates will not be patched.\n\n${scannerBinaries.map((name) => `  - ${name}\n`).join('')}`;
  return { check, port: 0, output, vendor: unfixed === 'end-of-life' ? 'unsupported_by_vendor' : 'vendor_unpatched' };
}

const REGISTRY_KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management';

/** Findings of checks that are not the patch check of the fix. */
function specialFinding({ fix, reported }: WorldCell): Special | null {
  switch (reported) {
    case 'by-registry-check':
      return {
        check: registryCheck(fix),
        port: 445,
        cves: [],
        output: `\nThe update is installed, and its mitigation is not enabled.\n\n  ${REGISTRY_KEY}\\FeatureSettingsOverride is not set.\n`,
        kbs: [fix.id.slice(2)],
      };
    case 'by-joint-check':
      return {
        check: jointCheck(fix),
        port: 445,
        output: `\nThe remote host lacks one or more of the following updates :\n  - ${fix.id.slice(2)}\n  - ${fix.companion?.slice(2)}\n`,
        kbs: [fix.id.slice(2), (fix.companion ?? fix.id).slice(2)],
      };
    case 'by-other-platform':
      return {
        check: otherPlatformCheck(fix),
        port: 0,
        output: `\n  - Installed package : ${fix.binary}_${fix.version}\n  - Fixed package     : ${fix.binary}_3.0.2-0ubuntu1.18\n`,
      };
    default:
      return null;
  }
}

function outputOf(fix: WorldFix, cell: WorldCell): string {
  if (fix.clickToRun) return officeOutput(fix);
  if (fix.kind === 'kb') return bulletinOutput(fix);
  if (fix.kind === 'application') return applicationOutput(fix, cell);
  if (fix.kind === 'kernel') return packageOutput(fix.check.family, fix.binary ?? '', fix);
  return fix.scannerBinaries.map((binary) => packageOutput(fix.check.family, binary, fix)).join('');
}

function bulletinOutput(fix: WorldFix): string {
  return `
The remote host is missing one of the following rollup KBs :
  - ${fix.id.slice(2)}

  - C:\\Windows\\system32\\ntoskrnl.exe has not been patched.
    Remote version : ${fix.oldVersion}
    Should be      : ${fix.version}
`;
}

function officeOutput(fix: WorldFix): string {
  return `
  Product           : Microsoft Excel 2016
  KB                : ${fix.id.slice(2)}
  - C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE has not been patched.
    Remote version : ${fix.oldVersion}
    Should be      : ${fix.version}
`;
}

/** Debian: "name_version"; Red Hat: "name-version-release", with its epoch where it has one. */
function packageOutput(family: string, binary: string, fix: WorldFix): string {
  const joint = family.startsWith('Debian') ? '_' : '-';
  const installed = fix.kernel && family.startsWith('Debian') ? `linux-image-${fix.kernel.old}` : binary;
  return `
Remote package installed : ${installed}${joint}${fix.oldVersion}
Should be                : ${binary}${joint}${fix.version}
`;
}

function applicationOutput(fix: WorldFix, cell: WorldCell): string {
  const copies = cell.copies.length > 0 ? cell.copies : [{ path: cell.it.path ?? '', version: fix.oldVersion }];
  return copies
    .map(
      ({ path, version }) => `
  Path              : ${path}
  Installed version : ${version}
  Fixed version     : ${fix.version}
`,
    )
    .join('');
}
