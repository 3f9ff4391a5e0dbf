import type { WorldDevice } from './world-device.ts';

/** What debsecan prints on the device: a line a CVE and binary package. */
export function debsecanList(device: WorldDevice): string {
  const lines = device.cells
    .filter((cell) => cell.reported !== 'no')
    .flatMap(({ fix }) =>
      fix.cves.flatMap((cve) =>
        (fix.kernel ? [`linux-image-${fix.kernel.old}`] : fix.scannerBinaries).map(
          (binary) =>
            `${cve} ${binary} (fixed, remotely exploitable, ${fix.severity === 'High' ? 'high' : 'medium'} urgency)`,
        ),
      ),
    );
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
