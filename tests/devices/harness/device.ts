import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, must, run } from './run.ts';

/**
 * Becomes the device's first process: mounts of its own over the shared root, then waits. Mounts are private, so they end
 * with it. /dev is made new, never bound: a bound one would be emptied if this folder were removed while it stands.
 */
const BOOT = `
set -e
base="$1" folder="$2" name="$3"
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$base,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
mount -t proc proc "$folder/root/proc"
mount -t tmpfs tmpfs "$folder/root/run"
mount -t tmpfs tmpfs "$folder/root/dev"
mknod -m 666 "$folder/root/dev/null" c 1 3
mknod -m 666 "$folder/root/dev/zero" c 1 5
mknod -m 666 "$folder/root/dev/random" c 1 8
mknod -m 666 "$folder/root/dev/urandom" c 1 9
mknod -m 666 "$folder/root/dev/tty" c 5 0
ln -s /proc/self/fd "$folder/root/dev/fd"
mkdir "$folder/root/dev/shm"
hostname "$name"
touch "$folder/booted"
exec chroot "$folder/root" /bin/sh -c 'trap : CHLD; while :; do sleep 3600 & wait $!; done'
`;

/** A Debian machine of its own: own files, processes, host name and dpkg; the network is the test's. */
export class Device {
  readonly name: string;
  readonly #folder: string;
  readonly #shell: ChildProcess;
  readonly #init: number;
  readonly #started: ChildProcess[] = [];

  private constructor(name: string, folder: string, shell: ChildProcess, init: number) {
    this.name = name;
    this.#folder = folder;
    this.#shell = shell;
    this.#init = init;
  }

  /** A cheap copy of the root: 50 ms and what it changes. */
  static async start(root: string, name: string): Promise<Device> {
    const folder = await mkdtemp(join(tmpdir(), `baton-device-${name}-`));
    for (const part of ['upper', 'work', 'root']) await mkdir(join(folder, part));
    // The device ends with the test that made it, however that ends.
    const alone = ['--mount', '--pid', '--uts', '--ipc', '--fork', '--kill-child'];
    const shell = spawn(
      'setpriv',
      ['--pdeathsig', 'KILL', 'unshare', ...alone, 'sh', '-c', BOOT, 'sh', root, folder, name],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    shell.stderr?.on('data', (text: Buffer) => {
      said += text;
    });
    const init = await untilBooted(shell, folder, () => said);
    const device = new Device(name, folder, shell, init);
    await device.write('/etc/machine-id', `${randomBytes(16).toString('hex')}\n`);
    await device.write('/etc/hosts', `127.0.0.1 localhost\n127.0.1.1 ${name}.example.org ${name}\n`);
    return device;
  }

  run(program: string, args: readonly string[] = [], seconds = 600): Promise<Ended> {
    return run('nsenter', this.#inside(program, args), { env: INSIDE, seconds });
  }

  /** As run, for what must succeed. */
  must(program: string, args: readonly string[] = [], seconds = 600): Promise<string> {
    return must('nsenter', this.#inside(program, args), { env: INSIDE, seconds });
  }

  /** Starts something that goes on; it ends with the device at the latest. */
  start(program: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn('nsenter', this.#inside(program, args), {
      env: { ...INSIDE, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#started.push(child);
    return child;
  }

  /** Writes into the running device, seen from outside. */
  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(this.#path(path)), { recursive: true });
    await writeFile(this.#path(path), text);
  }

  read(path: string): Promise<string> {
    return readFile(this.#path(path), 'utf8');
  }

  async copyIn(from: string, to: string): Promise<void> {
    await mkdir(dirname(this.#path(to)), { recursive: true });
    await cp(from, this.#path(to));
  }

  /** Ends every process of it, and its mounts with them; then its files go. */
  async stop(): Promise<void> {
    for (const child of this.#started) child.kill('SIGKILL');
    if (this.#shell.exitCode === null && this.#shell.signalCode === null) {
      const ended = once(this.#shell, 'exit');
      process.kill(this.#init, 'SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true });
  }

  #path(path: string): string {
    return join('/proc', String(this.#init), 'root', path);
  }

  #inside(program: string, args: readonly string[]): readonly string[] {
    return [
      '--target',
      String(this.#init),
      '--mount',
      '--pid',
      '--uts',
      '--ipc',
      '--root',
      '--wdns=/',
      '--',
      program,
      ...args,
    ];
  }
}

const INSIDE = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/root',
  LC_ALL: 'C',
  DEBIAN_FRONTEND: 'noninteractive',
};

async function untilBooted(shell: ChildProcess, folder: string, said: () => string): Promise<number> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (shell.exitCode !== null) break;
    const children = await readFile(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').catch(() => '');
    const init = Number.parseInt(children, 10);
    const command = await readFile(`/proc/${init}/cmdline`, 'utf8').catch(() => '');
    if (Number.isSafeInteger(init) && command.includes('sleep 3600') && !command.includes(folder)) return init;
    await sleep(20);
  }
  shell.kill('SIGKILL');
  throw new Error(`The device in ${folder} did not start: ${said()}`);
}
