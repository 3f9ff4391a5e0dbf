import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAll } from '../../testing/read-all.ts';
import { debsecanReader } from './debsecan-reader.ts';

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const options = { device: 'web-01', at: '2024-10-11T02:31:00Z' };
const claimsOf = async (text: string) => {
  const { devices, problems } = await readAll(debsecanReader, text, options);
  const claims = devices.flatMap((device) => device.claims);
  return {
    problems,
    claims,
    short: claims.map((claim) => [claim.check?.id, claim.names.package, claim.installedVersion, claim.raw]),
  };
};

describe('debsecan’s forms', () => {
  test('summary: a line a vulnerability and package', async () => {
    expect((await claimsOf(fixture('summary.txt'))).short).toEqual([
      ['CVE-2024-45490', 'expat', null, 'fixed, remotely exploitable, high urgency'],
      ['CVE-2024-45490', 'libexpat1', null, 'fixed, remotely exploitable, high urgency'],
      ['CVE-2023-31484', 'perl-base', null, 'listed'],
      ['TEMP-0841856-B18BAF', 'bash', null, 'low urgency'],
    ]);
  });

  test('detail: a block, whose description is no package', async () => {
    const { short, problems } = await claimsOf(fixture('detail.txt'));
    expect(short).toEqual([
      ['CVE-2024-45490', 'libexpat1', '2.5.0-1', 'fixed, remotely exploitable, high urgency'],
      ['CVE-2023-31484', 'perl-base', '5.36.0-7+deb12u1', 'listed'],
    ]);
    expect(problems).toEqual([]);
  });

  test('report: blocks by section, of which the fixed ones are no findings', async () => {
    const { short, problems } = await claimsOf(fixture('report.txt'));
    expect(short).toEqual([
      ['CVE-2024-45490', 'expat', null, 'fixed, remotely exploitable, high urgency'],
      ['CVE-2024-45490', 'libexpat1', null, 'fixed, remotely exploitable, high urgency'],
      ...['libperl5.36', 'perl', 'perl-base', 'perl-modules-5.36', 'perl-doc'].map((name) => [
        'CVE-2023-31484',
        name,
        null,
        'remotely exploitable, medium urgency',
      ]),
      ['CVE-2023-31484', 'libperl-dev', null, 'listed'],
    ]);
    expect(problems).toEqual([
      { where: null, line: 29, what: 'debsecan could not judge vendor-agent: its version is not one of Debian’s.' },
    ]);
  });

  test('report: its suite tells the distribution', async () => {
    const { scope, devices } = await readAll(debsecanReader, fixture('report.txt'), options);
    expect(scope?.policy).toBe('bookworm');
    expect(devices[0]?.state.distribution).toBe('debian:12');
  });

  test('bugs: vulnerabilities without packages', async () => {
    expect((await claimsOf('CVE-2023-31484\nCVE-2024-45490\n')).short).toEqual([
      ['CVE-2023-31484', null, null, 'listed'],
      ['CVE-2024-45490', null, null, 'listed'],
    ]);
  });

  test.each(['summary.txt', 'detail.txt', 'report.txt'])('%s is known by its beginning', (name) => {
    expect(debsecanReader.detect(Buffer.from(fixture(name)), 'out')).toBeGreaterThan(0.9);
  });

  test.each(['summary.txt', 'detail.txt', 'report.txt'])(
    '%s says the same however it comes in pieces',
    async (name) => {
      const whole = await readAll(debsecanReader, fixture(name), options);
      for (const size of [1, 13]) expect(await readAll(debsecanReader, fixture(name), options, size)).toEqual(whole);
    },
  );
});

describe('a clean device', () => {
  const clean = 'Security report based on the bookworm release\n\nNo known vulnerabilities were found on the system.\n';

  test('is a visit without findings', async () => {
    const { devices, problems } = await readAll(debsecanReader, clean, options);
    expect(devices.map(({ look, claims }) => [look?.from, look?.authenticated, claims.length])).toEqual([
      ['2024-10-11T02:31:00Z', true, 0],
    ]);
    expect(problems).toEqual([]);
  });

  test('whose vulnerabilities were whitelisted is told as such', async () => {
    const { problems } = await readAll(
      debsecanReader,
      `${clean}\nHowever, some bugs have been whitelisted.\n`,
      options,
    );
    expect(problems[0]?.what).toMatch(/whitelist/);
  });

  test('is not taken for one where the list is empty: the run may have failed', async () => {
    await expect(readAll(debsecanReader, '', options)).rejects.toMatchObject({
      code: 'empty',
      message: expect.stringContaining('--format report'),
    });
  });
});

describe('a list', () => {
  test('without a device is refused', async () => {
    await expect(readAll(debsecanReader, fixture('summary.txt'), { fileName: 'report.txt' })).rejects.toMatchObject({
      code: 'option-missing',
    });
  });

  test.each(['web-01.debsecan', 'debsecan-web-01.txt', 'web-01.txt'])('called %s is of web-01', async (fileName) => {
    const { devices } = await readAll(debsecanReader, fixture('summary.txt'), { fileName });
    expect(devices[0]?.names.shown).toBe('web-01');
  });

  test('that is cut in the middle of a line is refused', async () => {
    await expect(claimsOf(fixture('summary.txt').slice(0, -5))).rejects.toMatchObject({ code: 'cut', line: 4 });
  });

  test('that is cut before anything was said is refused', async () => {
    await expect(claimsOf(fixture('report.txt').slice(0, 80))).rejects.toMatchObject({ code: 'cut' });
  });

  test('with a strange line counts without it', async () => {
    const { problems, claims } = await claimsOf(`${fixture('summary.txt')}E: could not fetch\n`);
    expect(problems).toMatchObject([{ line: 5 }]);
    expect(claims).toHaveLength(4);
  });
});
