import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';

const AGENT = fileURLToPath(new URL('../agent/main.ts', import.meta.url));
const LOOK_AGAIN_SECONDS = 15;
const RESTART_MS = { first: 1_000, longest: 60_000 };
const STOP_WITHIN_MS = 5_000;

export interface LocalAgentOptions {
  /** The agent's own state; beside the data of the server that it belongs to. */
  readonly stateFolder: string;
  /** Where the server answers on this machine. */
  readonly serverUrl: () => string;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * The agent of the machine that the server runs on: a process of its own, with its own key, over the public agent API like
 * any other. It is started again when it dies and ends with the server, even where that is killed.
 */
export class LocalAgent {
  readonly #options: LocalAgentOptions;
  #child: ChildProcess | null = null;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;
  #delayMs = RESTART_MS.first;

  constructor(options: LocalAgentOptions) {
    this.#options = options;
  }

  get running(): boolean {
    return this.#child !== null;
  }

  /** Goes on with an enrolment of before, if there is one. */
  async startIfEnrolled(): Promise<void> {
    const enrolled = await access(join(this.#options.stateFolder, 'agent.json')).then(
      () => true,
      () => false,
    );
    if (enrolled) this.#start(null);
  }

  /** Enrols this machine with a one-time token, in place of an enrolment of before. */
  async enrol(token: string): Promise<void> {
    await this.#end();
    await rm(this.#options.stateFolder, { recursive: true, force: true });
    this.#start(token);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end();
  }

  #start(token: string | null): void {
    if (this.#stopped) return;
    const { stateFolder, serverUrl, log } = this.#options;
    // Its server is on this machine, under whichever address that listens.
    const args = [
      '--server',
      serverUrl(),
      '--allow-http',
      '--state',
      stateFolder,
      '--inventory-seconds',
      String(LOOK_AGAIN_SECONDS),
    ];
    const child = spawn(process.execPath, [AGENT, ...args, '--stop-with-stdin'], {
      // By environment and not by argument: arguments stand in the process list for everybody.
      env: { ...withoutSecrets(process.env), ...(token === null ? {} : { BATON_ENROLMENT_TOKEN: token }) },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    this.#child = child;
    const started = performance.now();
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text: string) => log.info({ agent: text.trim() }, 'the agent of this machine'));
    child.once('error', (error) => log.warn({ error: error.message }, 'the agent of this machine cannot be started'));
    child.once('close', (code) => {
      if (this.#child !== child) return;
      this.#child = null;
      if (performance.now() - started > RESTART_MS.longest) this.#delayMs = RESTART_MS.first;
      log.warn({ code, nextTryMs: this.#delayMs }, 'the agent of this machine ended');
      this.#retry = setTimeout(() => this.#start(token), this.#delayMs).unref();
      this.#delayMs = Math.min(this.#delayMs * 2, RESTART_MS.longest);
    });
  }

  async #end(): Promise<void> {
    clearTimeout(this.#retry);
    const child = this.#child;
    this.#child = null;
    this.#delayMs = RESTART_MS.first;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'close');
    child.kill('SIGTERM');
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await ended;
    clearTimeout(force);
  }
}

/** The agent needs nothing of the server's own settings, among them the database's password. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name !== 'DATABASE_URL' && !name.startsWith('BATON_')),
  );
}
