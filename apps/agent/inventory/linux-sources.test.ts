import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { upgradesOf } from './apt-candidates.ts';
import { replacedFiles } from './deleted-mappings.ts';
import { ownersOf, spellingsOf } from './file-owners.ts';
import { INVENTORY_SOURCES } from './gather-inventory.ts';
import { fqdnFromHosts } from './linux-names.ts';
import { buildOf, installedKernels, isOlderThanInstalled } from './linux-system.ts';

describe('files that are mapped after they were replaced', () => {
  it('takes system files only, once each, under the name they had', () => {
    const maps = `7f00-7f01 r--p 00000000 08:01 123        /usr/lib/x86_64-linux-gnu/libexpat.so.1.8.10 (deleted)
7f01-7f02 r-xp 00001000 08:01 123        /usr/lib/x86_64-linux-gnu/libexpat.so.1.8.10 (deleted)
7f02-7f03 r-xp 00000000 08:01 124        /lib/x86_64-linux-gnu/libssl.so.3.dpkg-new (deleted)
7f03-7f04 rw-s 00000000 00:01 1024       /memfd:sealed (deleted)
7f04-7f05 rw-s 00000000 00:05 0          /dev/zero (deleted)
7f05-7f06 rw-p 00000000 08:01 125        /tmp/scratch (deleted)
7f06-7f07 r-xp 00000000 08:01 126        /opt/odd\\040name/lib.so (deleted)
7f07-7f08 r-xp 00000000 08:01 127        /usr/lib/x86_64-linux-gnu/libc.so.6`;
    expect(replacedFiles(maps)).toEqual([
      '/lib/x86_64-linux-gnu/libssl.so.3',
      '/opt/odd name/lib.so',
      '/usr/lib/x86_64-linux-gnu/libexpat.so.1.8.10',
    ]);
  });
});

describe('the package that owns a file', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'baton-owners-'));
    const info = join(root, 'var/lib/dpkg/info');
    await mkdir(info, { recursive: true });
    await writeFile(
      join(info, 'libexpat1:amd64.list'),
      '/.\n/lib/x86_64-linux-gnu/libexpat.so.1\n/lib/x86_64-linux-gnu/libexpat.so.1.9.0\n',
    );
    await writeFile(join(info, 'dash.list'), '/bin/sh\n');
    await writeFile(join(info, 'bash.list'), '/bin/sh\n');
    await writeFile(join(root, 'var/lib/dpkg/diversions'), '/bin/sh\n/bin/sh.distrib\ndash\n');
  });
  afterEach(() => rm(root, { recursive: true }));

  it.each([
    ['under /usr while the list says /lib', '/usr/lib/x86_64-linux-gnu/libexpat.so.1.9.0', 'libexpat1'],
    [
      'by its soname when no package lists the old file any more',
      '/usr/lib/x86_64-linux-gnu/libexpat.so.1.8.10',
      'libexpat1',
    ],
    ['under the name it was diverted from, not the diverting package', '/bin/sh.distrib', 'bash'],
  ])('is found %s', async (_, path, owner) => {
    expect((await ownersOf(new Set([path]), root)).get(path)).toBe(owner);
  });

  it('is nobody for a file that no package ever listed', async () => {
    expect((await ownersOf(new Set(['/opt/tool/lib.so']), root)).size).toBe(0);
  });

  it('is looked for under less exact names only after the exact ones', () => {
    expect(spellingsOf('/usr/lib/libx.so.1.8')).toEqual([
      '/usr/lib/libx.so.1.8',
      '/lib/libx.so.1.8',
      '/usr/lib/libx.so.1',
      '/lib/libx.so.1',
    ]);
  });
});

describe('what apt offers', () => {
  it('is read from the policy, with the archive it comes from', () => {
    const policy = `libexpat1:
  Installed: 2.5.0-1+deb12u1
  Candidate: 2.5.0-1+deb12u5
  Version table:
     2.5.0-1+deb12u5 500
        500 http://deb.debian.org/debian-security bookworm-security/main amd64 Packages
 *** 2.5.0-1+deb12u1 100
        100 /var/lib/dpkg/status
bash:
  Installed: 5.2.15-2+b7
  Candidate: 5.2.15-2+b7
  Version table:
 *** 5.2.15-2+b7 500
        500 http://deb.debian.org/debian bookworm/main amd64 Packages
own-tool:
  Installed: 1.0
  Candidate: (none)
  Version table:
`;
    expect(upgradesOf(policy)).toEqual([
      { package: 'libexpat1', version: '2.5.0-1+deb12u5', origin: 'bookworm-security/main' },
    ]);
  });
});

describe('kernels', () => {
  const item = (name: string, version = '6.1.1-1') => ({
    name,
    version,
    architecture: 'amd64',
    source: 'linux',
    sourceVersion: version,
    installedAt: null,
  });

  it('are packages with a release; metapackages and debug symbols are none', () => {
    const names = [
      'linux-image-6.1.0-31-amd64',
      'linux-image-amd64',
      'linux-image-6.1.0-31-amd64-dbg',
      'linux-image-6.1.0-9-amd64-unsigned',
    ];
    expect(installedKernels(names.map((name) => item(name))).map((kernel) => kernel.release)).toEqual([
      '6.1.0-31-amd64',
      '6.1.0-9-amd64',
    ]);
  });

  it.each([
    ['an older release of the same flavour', '6.1.0-9-amd64', null, true],
    ['the newest release', '6.1.0-31-amd64', '6.1.128-1', false],
    ['the newest release in an older build', '6.1.0-31-amd64', '6.1.90-1', true],
    ['the kernel of a container host', '6.18.44-fc-v657', null, false],
    ['another flavour', '6.1.0-9-cloud-amd64', null, false],
  ])('%s is judged rightly', (_, release, build, older) => {
    const kernels = installedKernels([
      item('linux-image-6.1.0-31-amd64', '6.1.128-1'),
      item('linux-image-6.1.0-9-amd64'),
    ]);
    expect(isOlderThanInstalled({ release, build }, kernels)).toBe(older);
  });

  it('say in their version which package build they are', () => {
    expect(buildOf('#1 SMP PREEMPT_DYNAMIC Debian 6.1.129-1 (2025-03-06)')).toBe('6.1.129-1');
    expect(buildOf('#1 SMP Mon Jan 1 2024')).toBeNull();
  });
});

describe('names', () => {
  it('take the full name from the line of the hosts file that holds the own name', () => {
    expect(fqdnFromHosts('127.0.0.1 localhost\n127.0.1.1 web01.example.org web01 # mine\n', 'web01')).toBe(
      'web01.example.org',
    );
    expect(fqdnFromHosts('127.0.0.1 localhost\n', 'web01')).toBeNull();
  });
});

describe('the registry of inventory sources', () => {
  it('gives every id once, and names and packages before what builds on them', () => {
    expect(new Set(INVENTORY_SOURCES.map((source) => source.id)).size).toBe(INVENTORY_SOURCES.length);
    expect(INVENTORY_SOURCES.map((source) => source.gives)).toEqual([
      'names',
      'packages',
      'system',
      'candidates',
      'restartNeeded',
    ]);
  });
});
