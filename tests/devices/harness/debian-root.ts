import { access, cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { must, run } from './run.ts';

const SUITE = 'bookworm';
/** debsecan is InfoSec's scanner here; libatomic1 is what Node's own build needs. */
const PACKAGES = ['debsecan', 'libatomic1', 'ca-certificates'];
/** Where a device has Node and the agent. */
export const NODE_IN_DEVICE = '/opt/baton/bin/node';

/**
 * The Debian 12 that devices are copies of: a minimal system of today's archive with its package lists, made once a day (20 s)
 * and kept in the temporary folder. Nothing is ever mounted into it.
 *
 * @throws where it cannot be made: a run without its devices has failed.
 */
export async function debianRoot(): Promise<string> {
  const today = Temporal.Now.plainDateISO().toString();
  const prefix = `baton-debian-${SUITE}-`;
  const root = join(tmpdir(), `${prefix}${today}-node${process.versions.node}`);
  if (await exists(root)) return root;
  await requireTools();
  for (const old of await readdir(tmpdir())) {
    if (old.startsWith(prefix)) await rm(join(tmpdir(), old), { recursive: true });
  }
  const making = await mkdtemp(join(tmpdir(), 'baton-debian-making-'));
  try {
    const made = join(making, 'root');
    await must('mmdebstrap', ['--variant=apt', '--skip=cleanup/apt', `--include=${PACKAGES.join(',')}`, SUITE, made]);
    await must('chroot', [made, 'apt-get', 'update']);
    await mkdir(dirname(join(made, NODE_IN_DEVICE)), { recursive: true });
    await cp(process.execPath, join(made, NODE_IN_DEVICE));
    await writeFile(join(made, 'etc/machine-id'), '');
    await must('chroot', [made, NODE_IN_DEVICE, '--version']);
    await rename(made, root);
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return root;
}

async function requireTools(): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('The device tests make mounts and namespaces: run them as root.');
  for (const tool of ['mmdebstrap', 'setpriv', 'unshare', 'nsenter', 'chroot']) {
    const { exitCode } = await run('sh', ['-c', `command -v ${tool}`]);
    if (exitCode !== 0) throw new Error(`The device tests need ${tool}: apt-get install mmdebstrap util-linux`);
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
