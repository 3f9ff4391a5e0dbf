import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const baton = fileURLToPath(new URL('../baton.mjs', import.meta.url));
const it_ = fileURLToPath(new URL('fixtures/it.csv', import.meta.url));
const infosec = fileURLToPath(new URL('fixtures/infosec.nessus', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'baton-compare-'));
const NOW = ['--now', '2024-10-14T10:40:00Z', '--zone', 'UTC'];

afterAll(() => rmSync(folder, { recursive: true }));

function compare(...flags: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
} {
  const run = spawnSync(process.execPath, [baton, 'compare', ...flags], { encoding: 'utf8' });
  return { status: run.status, out: run.stdout, err: run.stderr };
}

// Each case starts the program as people do; a busy machine takes its time over that.
describe('baton compare', { timeout: 60_000 }, () => {
  it('prints every ratio, every step and every cell as JSON, and the steps lead from IT’s number to InfoSec’s', () => {
    const { status, out } = compare('--it', it_, '--infosec', infosec, '--json', ...NOW);
    expect(status).toBe(0);
    const result = JSON.parse(out);
    expect(result.it).toEqual({ numerator: 5, denominator: 6 });
    expect(result.infosec).toEqual({ numerator: 2, denominator: 6 });
    expect(result.agreed).toEqual({ numerator: 1, denominator: 7 });
    let at = result.it;
    for (const step of result.bridge) {
      expect(step.from).toEqual(at);
      at = step.to;
    }
    expect(at).toEqual(result.infosec);
    expect(
      result.cells.map(({ device, fix, verdict, cause, owner }: Record<string, string>) => [
        device,
        fix,
        verdict,
        cause,
        owner,
      ]),
    ).toEqual([
      ['WKS-01', 'KB5044273', 'proven', null, 'none'],
      ['WKS-02', 'KB5044273', 'unproven', 'stale-scan', 'infosec'],
      ['WKS-03', 'KB5044273', 'disputed', 'pending-reboot', 'it'],
      ['WKS-04', 'KB5044273', 'open', null, 'it'],
      ['WKS-05', 'KB5044273', 'unproven', 'unauthenticated-scan', 'infosec'],
      ['WKS-06', 'KB5044273', 'unproven', 'not-in-infosec-scope', 'infosec'],
      ['KIOSK', 'KB5044273', 'unproven', 'not-in-it-inventory', 'it'],
    ]);
    expect(result.problems).toEqual([
      { file: 'it.csv', at: 7, where: 'Installed On', what: expect.stringContaining('the 13th') },
    ]);
  });

  it('prints both numbers, the agreed one and whose turn it is for people', () => {
    const { out } = compare('--it', it_, '--infosec', infosec, ...NOW);
    expect(out).toMatch(/IT says\s+83\.33 %\s+5 of 6/);
    expect(out).toMatch(/InfoSec says\s+33\.33 %\s+2 of 6/);
    expect(out).toMatch(/Both can prove\s+14\.29 %\s+1 of 7/);
    expect(out).toMatch(/InfoSec Scan older than the fix.*1 cell on 1 device\s+Scan again/);
    expect(out).toContain('it.csv, line 7');
    expect(out).not.toContain('\u001b[');
  });

  it('writes a page that needs nothing else and cannot be broken by a device’s name', () => {
    const evil = join(folder, 'evil.csv');
    writeFileSync(evil, readFileSync(it_, 'utf8').replaceAll('WKS-06', '<img src=x onerror=alert(1)>'));
    const page = join(folder, 'why.html');
    expect(compare('--it', evil, '--infosec', infosec, '--html', page, ...NOW).status).toBe(0);
    const html = readFileSync(page, 'utf8');
    expect(html).not.toMatch(/<img|(?:src|href)="(?!data:|#)/);
    expect(html).toContain('id="it-not-proven-stale-scan"');
    expect(html).toContain('default-src &#39;none&#39;');
  });

  it.each([
    [
      'a file of the other team',
      ['--it', infosec, '--infosec', infosec],
      /infosec\.nessus is a Nessus scan.*--infosec/,
    ],
    ['a file that is not there', ['--it', join(folder, 'none.csv'), '--infosec', infosec], /none\.csv cannot be read/],
    ['a clock that is none', ['--it', it_, '--infosec', infosec, '--now', 'soon'], /--now soon is no date/],
    ['no file at all', ['--it', it_], /--infosec/],
  ])('says what to do about %s', (_title, flags, message) => {
    const { status, err, out } = compare(...flags);
    expect(status).not.toBe(0);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });

  it.each([
    ['cut', (text: string) => text.slice(0, -60), /cut\.nessus: .*(cut|ends)/],
    ['empty', () => '', /empty\.nessus is empty/],
    ['other', () => 'Dear colleagues,\nthe scan is attached.\n', /other\.nessus/],
  ])('refuses a scan that is %s by name', (name, change, message) => {
    const path = join(folder, `${name}.nessus`);
    writeFileSync(path, change(readFileSync(infosec, 'utf8')));
    const { status, err } = compare('--it', it_, '--infosec', path, ...NOW);
    expect(status).toBe(1);
    expect(err).toMatch(message);
  });
});
