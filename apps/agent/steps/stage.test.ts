import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aptInstall } from './apt-install.ts';
import { CommandJournal } from './command-journal.ts';
import { runStage, type Stage } from './stage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-stage-'));
});
afterEach(() => rm(folder, { recursive: true }));

const shell = (line: string): Stage => ({ name: '1', program: 'sh', args: ['-c', line], env: {} });

describe('a stage', () => {
  it('gives exit code and output of both streams', async () => {
    expect(await runStage(folder, shell('echo out; echo err >&2; exit 100'))).toEqual({
      exitCode: 100,
      output: 'out\nerr\n',
    });
  });

  it('is not run twice: the second asker gets the old end', async () => {
    const count = shell(`echo x >>'${folder}/count'; wc -l <'${folder}/count'`);
    expect(await runStage(folder, count)).toEqual(await runStage(folder, count));
    expect(await readFile(join(folder, 'count'), 'utf8')).toBe('x\n');
  });

  it('is waited for by whoever asks while it still runs', async () => {
    const slow = shell('sleep 0.6; echo done');
    const first = runStage(folder, slow);
    await vi.waitFor(() => readFile(join(folder, '1/process')));
    const second = runStage(folder, slow);
    expect(await second).toEqual({ exitCode: 0, output: 'done\n' });
    expect(await first).toEqual({ exitCode: 0, output: 'done\n' });
  });

  it('whose program was killed has no exit code: nothing says how it ended', async () => {
    const stage = shell('kill -9 $PPID; kill -9 $$');
    expect((await runStage(folder, stage)).exitCode).toBeNull();
  });

  it('that the device went down in has no exit code either', async () => {
    await runStage(folder, shell('true'));
    await rm(join(folder, '1/exit'));
    await writeFile(join(folder, '1/process'), '1 (systemd) S 0 1\n00000000-0000-0000-0000-000000000000\n');
    expect((await runStage(folder, shell('true'))).exitCode).toBeNull();
  });

  it('keeps the end of an output that is too long', async () => {
    const { output } = await runStage(folder, shell('yes line | head -c 400000; echo; echo last'));
    expect(output.length).toBe(262_144);
    expect(output.endsWith('last\n')).toBe(true);
  });
});

describe('the apt step', () => {
  const order = {
    kind: 'apt-install',
    source: 'expat',
    packages: [{ name: 'libexpat1', version: '2.5.0-1+deb12u2' }],
  } as const;

  it('renews the index, then asks for the exact version', async () => {
    const seen: string[] = [];
    const report = await aptInstall.run(order, async (stage) => {
      seen.push(`${stage.name} ${stage.args[0]} ${stage.args.at(-1)}`);
      return { exitCode: 0, output: '' };
    });
    expect(seen).toEqual(['1-update.1 update update', '2-install.1 install libexpat1=2.5.0-1+deb12u2']);
    expect(report).toMatchObject({ outcome: 'succeeded', exitCode: 0 });
  });

  it("keeps apt's own words when it fails", async () => {
    const report = await aptInstall.run(order, async (stage) =>
      stage.name.startsWith('1')
        ? { exitCode: 0, output: '' }
        : { exitCode: 100, output: "E: Version '2' for 'x' was not found\n" },
    );
    expect(report).toMatchObject({ outcome: 'failed', exitCode: 100 });
    expect(report.summary).toContain("Version '2' for 'x' was not found");
  });

  it('says interrupted, not failed, when nothing tells how apt ended', async () => {
    const report = await aptInstall.run(order, async (stage) => ({
      exitCode: stage.name.startsWith('1') ? 0 : null,
      output: '',
    }));
    expect(report).toMatchObject({ outcome: 'interrupted', exitCode: null });
  });
});

describe('the journal of commands', () => {
  it('gives back what was taken, in order, and forgets what was never wholly written', async () => {
    const journal = new CommandJournal(folder);
    const entry = (sequence: number) => ({
      envelope: {
        format: 'baton-command-1' as const,
        commandId: `0198a000-0000-7000-8000-00000000000${sequence}`,
        agentId: '0198a000-0000-7000-8000-000000000001',
        deviceId: '0198a000-0000-7000-8000-000000000002',
        sequence,
        issuedAt: '2026-11-23T11:59:00Z',
        expiresAt: '2026-11-23T13:00:00Z',
        order: { kind: 'apt-install' as const, source: 'expat', packages: [{ name: 'libexpat1', version: '1' }] },
      },
      begunAt: null,
      result: null,
    });
    await journal.write(entry(2));
    await journal.write(entry(1));
    await journal.write(entry(3));
    await writeFile(join(journal.folderOf(entry(3).envelope.commandId), 'command.json'), '{"env');
    expect(await journal.entries()).toEqual([entry(1), entry(2)]);
    await journal.remove(entry(1).envelope.commandId);
    expect(await new CommandJournal(folder).entries()).toEqual([entry(2)]);
  });
});
