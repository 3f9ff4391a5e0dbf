import { gvmList } from './gvm.ts';
import { nessusList } from './nessus.ts';
import { plainList } from './plain.ts';
import { qualysList } from './qualys.ts';
import type { ScanListForm } from './scan-list.ts';

/** Every form in which targets and checks are handed to a scanner. */
export const SCAN_LIST_FORMS: readonly ScanListForm[] = [nessusList, qualysList, gvmList, plainList];

/** Formats of reports, and the form of the tool that writes them where it has another name. */
const OTHER_NAMES: Readonly<Record<string, string>> = { openvas: 'gvm', greenbone: 'gvm', tenable: 'nessus' };

/** The form of the tool behind a format of reports; lists for any tool where there is none. */
export function scanListForm(format: string): ScanListForm {
  const tool = OTHER_NAMES[format] ?? format;
  return SCAN_LIST_FORMS.find((form) => form.tool === tool) ?? plainList;
}
