import { open } from 'node:fs/promises';
import { downloadAuditPack, readAuditKey } from '@baton/contract/audit.ts';
import { Command } from 'commander';
import { checkPack } from '../audit-pack/check-pack.ts';
import { connect } from '../server/connect.ts';
import { download } from '../server/download.ts';
import { fileProblem } from '../terminal/file-problem.ts';
import { printJson } from '../terminal/print-table.ts';
import { logListCommand, logVerifyCommand } from './log.ts';

/** `baton audit`: the record of all that was done, checked and exported. */
export function auditCommand(): Command {
  return new Command('audit')
    .description('Check and export the record of all that was done')
    .addCommand(logVerifyCommand())
    .addCommand(logListCommand('log'))
    .addCommand(packCommand())
    .addCommand(keyCommand())
    .addCommand(verifyPackCommand());
}

function packCommand(): Command {
  return new Command('pack')
    .description('Write the audit pack to the standard output: a ZIP of tables with a signed manifest')
    .action(() => download(downloadAuditPack, {}));
}

function keyCommand(): Command {
  return new Command('key')
    .description('Print the public key by which packs are signed: keep it elsewhere, and give it to "verify-pack"')
    .option('--json', 'print what the API says')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const key = await (await connect())(readAuditKey);
      if (json === true) printJson(key);
      else process.stdout.write(`${key.publicKey}\n`);
    });
}

function verifyPackCommand(): Command {
  return new Command('verify-pack')
    .description(
      'Check an audit pack without a server: signature, files and the log’s chain; exit code 1 where it is not whole',
    )
    .argument('<file>', 'the pack')
    .option('--key <key>', 'the public key that it must be signed by, as "baton audit key" printed it')
    .option('--json', 'print everything that was found')
    .action(async (path: string, { key, json }: { readonly key?: string; readonly json?: boolean }) => {
      const found = await checkFile(path, key);
      if (found.problems.length > 0) process.exitCode = 1;
      if (json === true) return printJson(found);
      const { manifest, problems, fingerprint, knownKey } = found;
      const lines =
        problems.length > 0
          ? ['The pack is not whole:', ...problems.map((problem) => `  ${problem}`)]
          : [
              `The pack is whole: ${manifest.files.length} files, ${manifest.log.entries} entries of the log.`,
              `Made ${manifest.madeAt.slice(0, 19).replace('T', ' ')} UTC by ${manifest.madeBy} at ${manifest.server}`,
              knownKey === true
                ? 'Signed by the key given.'
                : `Signed by the key with the SHA-256 ${fingerprint}. Compare it with one that was kept elsewhere, or give --key.`,
            ];
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}

async function checkFile(path: string, key: string | undefined): Promise<Awaited<ReturnType<typeof checkPack>>> {
  const handle = await open(path).catch((cause: unknown) => {
    throw fileProblem(path, cause);
  });
  try {
    const { size } = await handle.stat();
    const read = async (offset: number, length: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    return await checkPack({ size, read }, key);
  } finally {
    await handle.close();
  }
}
