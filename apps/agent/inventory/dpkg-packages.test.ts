import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dpkgPackages, readDpkgStatus } from './dpkg-packages.ts';

const STATUS = `Package: libexpat1
Status: install ok installed
Priority: optional
Architecture: amd64
Multi-Arch: same
Source: expat
Version: 2.5.0-1+deb12u1
Description: XML parsing C library
 Package: this is text of the description
 .
 Version: 9

Package: libgcc-s1
Status: hold ok installed
Architecture: amd64
Source: gcc-12 (12.2.0-14)
Version: 12.2.0-14+b1

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 1.0

Package: broken
Status: install ok half-configured
Architecture: all
Version: 2.0`;

async function read(text: string) {
  const found = [];
  for await (const item of readDpkgStatus(Readable.from([text]))) found.push(item);
  return found;
}

describe('reading dpkg status', () => {
  it('gives what is unpacked on the disk, with source and source version', async () => {
    expect(await read(STATUS)).toEqual([
      {
        name: 'libexpat1',
        version: '2.5.0-1+deb12u1',
        architecture: 'amd64',
        source: 'expat',
        sourceVersion: '2.5.0-1+deb12u1',
        installedAt: null,
      },
      {
        name: 'libgcc-s1',
        version: '12.2.0-14+b1',
        architecture: 'amd64',
        source: 'gcc-12',
        sourceVersion: '12.2.0-14',
        installedAt: null,
      },
      {
        name: 'broken',
        version: '2.0',
        architecture: 'all',
        source: 'broken',
        sourceVersion: '2.0',
        installedAt: null,
      },
    ]);
  });

  it('reads the same whatever the pieces in which the file arrives', async () => {
    const whole = await read(STATUS);
    const found = [];
    for await (const item of readDpkgStatus(Readable.from([...STATUS]))) found.push(item);
    expect(found).toEqual(whole);
  });
});

describe('the dpkg source', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'baton-dpkg-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('does not apply to a device without dpkg', async () => {
    expect(await dpkgPackages.applies({ root, memory: new Map() })).toBe(false);
  });

  it('dates a package by the file list that dpkg wrote when it unpacked the version', async () => {
    await mkdir(join(root, 'var/lib/dpkg/info'), { recursive: true });
    await writeFile(join(root, 'var/lib/dpkg/status'), STATUS);
    const list = join(root, 'var/lib/dpkg/info/libexpat1:amd64.list');
    await writeFile(list, '/.\n');
    await utimes(list, 1_700_000_000, 1_700_000_000);
    const { packages } = await dpkgPackages.read({ root, memory: new Map() }, {});
    expect(packages?.map((item) => [item.name, item.installedAt])).toEqual([
      ['libexpat1', '2023-11-14T22:13:20Z'],
      ['libgcc-s1', null],
      ['broken', null],
    ]);
  });
});
