import type { Bar } from './fold-steps.ts';

/** The causes in the few words that fit under a bar. A cause that is not here is wrapped from its full name. */
const SHORT_LABELS: Record<string, readonly string[]> = {
  'not-in-infosec-scope': ['Not in', 'InfoSec', 'scope'],
  'not-in-it-inventory': ['Not in IT', 'inventory'],
  'duplicate-device': ['Device', 'twice'],
  'stale-scan': ['Scan is', 'too old'],
  'stale-inventory': ['Inventory', 'too old'],
  'unauthenticated-scan': ['Scan had', 'no login'],
  'out-of-scan-scope': ['Check not', 'in scan'],
  'cached-finding': ['Old look', 'repeated'],
  'detection-lag': ['Check is', 'younger'],
  'superseded-fix': ['Fix was', 'replaced'],
  'backported-fix': ['Fixed by', 'backport'],
  'wrong-product': ['Check of', 'another', 'system'],
  'office-channel': ['Office by', 'channel'],
  'pending-reboot': ['Reboot', 'pending'],
  'old-kernel-running': ['Old kernel', 'running'],
  'old-kernel-left': ['Old kernel', 'left'],
  'restart-needed': ['Restart', 'needed'],
  'second-step-missing': ['Second', 'step', 'missing'],
  'side-by-side-version': ['Another', 'old copy'],
  'per-user-install': ['User’s', 'own copy'],
  'leftover-files': ['Files', 'left over'],
  'false-success': ['Exit 0,', 'old version'],
  reverted: ['Version', 'went down'],
  'flapping-patch': ['In and', 'out again'],
  'installed-elsewhere': ['Installed', 'elsewhere'],
  'not-approved': ['Not', 'approved'],
  'unknown-dropped': ['Errors', 'left out'],
  'not-applicable-said': ['Not ap-', 'plicable'],
  'no-fix-available': ['No fix', 'available'],
  'end-of-life': ['End', 'of life'],
  'severity-differs': ['Severity', 'differs'],
  'one-to-many-check': ['Check and', 'fix differ'],
  unexplained: ['Unex-', 'plained'],
};

/** Lines under a bar, three at most. */
export function barLabel(bar: Bar): readonly string[] {
  const [first] = bar.causes;
  if (!first) return [];
  if (bar.causes.length > 1) return [`${bar.causes.length} smaller`, 'causes'];
  return SHORT_LABELS[first.cause] ?? wrap(first.label, 11);
}

function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 1 <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
