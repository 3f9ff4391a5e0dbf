import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';

const END_OF_HOST = '</ReportHost>';

/**
 * Writes a large .nessus: the policy and the hosts of real scans, the hosts again and again under names of their own.
 *
 * @param samples .nessus files; the policy of the first is taken
 * @returns bytes and hosts written
 */
export async function makeNessus(
  samples: readonly URL[],
  path: string,
  bytes: number,
): Promise<{ readonly bytes: number; readonly hosts: number }> {
  const texts = await Promise.all(samples.map((sample) => readFile(sample, 'utf8')));
  const hosts = texts.flatMap((text) => text.slice(text.indexOf('<ReportHost')).split(END_OF_HOST).slice(0, -1));
  const first = texts[0] ?? '';
  const head = first.slice(0, first.indexOf('<ReportHost'));
  const tail = first.slice(first.lastIndexOf(END_OF_HOST) + END_OF_HOST.length);
  const file = createWriteStream(path);
  let written = Buffer.byteLength(head);
  let count = 0;
  file.write(head);
  while (written < bytes - Buffer.byteLength(tail)) {
    const host = `${renamed(hosts[count % hosts.length] ?? '', count)}${END_OF_HOST}\n`;
    written += Buffer.byteLength(host);
    count += 1;
    if (!file.write(host)) await once(file, 'drain');
  }
  file.end(tail);
  await once(file, 'close');
  return { bytes: written + Buffer.byteLength(tail), hosts: count };
}

function renamed(host: string, number: number): string {
  return host
    .trimStart()
    .replace(/^<ReportHost name="[^"]*"/, `<ReportHost name="srv-${String(number).padStart(6, '0')}"`);
}
