import type { ReportPart } from '@baton/domain/evidence/report.ts';
import { toUtf8 } from '../../stream-xml/to-utf8.ts';
import { XmlTokenizer } from '../../stream-xml/xml-tokenizer.ts';
import { FormatError } from '../format-error.ts';
import type { ByteSource, ReadReportOptions, ReportReader } from '../reader.ts';
import { ReportHandler } from './report-handler.ts';

/** Reads a Nessus scan exported as .nessus (NessusClientData_v2). */
export const nessusReader: ReportReader = {
  id: 'nessus',
  title: 'Nessus scan',
  sides: ['infosec'],
  needsDevice: false,
  detect,
  read,
};

function detect(head: Uint8Array, fileName: string): number {
  const bytes = Buffer.from(head.subarray(0, 16_384));
  // UTF-16 has a zero byte beside each Latin letter.
  const text = bytes.toString('latin1').replaceAll('\0', '');
  if (/<NessusClientData(_v2)?[\s>]/.test(text)) return 1;
  return /\.nessus$/i.test(fileName) && /^[\s\xef\xbb\xbf\xff\xfe]*</.test(text) ? 0.6 : 0;
}

async function* read(source: ByteSource, options: ReadReportOptions): AsyncGenerator<ReportPart> {
  const handler = new ReportHandler(options.zone);
  const tokenizer = new XmlTokenizer(handler);
  let size = 0;
  for await (const chunk of toUtf8(source)) {
    options.signal?.throwIfAborted();
    size += chunk.length;
    tokenizer.write(chunk);
    yield* handler.take();
  }
  if (size === 0) throw new FormatError('empty', 'The file is empty. Export it again.');
  tokenizer.end();
  yield* handler.end();
}
