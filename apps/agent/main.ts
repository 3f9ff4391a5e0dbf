import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Agent } from './agent.ts';
import { AgentError } from './agent-error.ts';
import { gatherInventory } from './inventory/gather-inventory.ts';
import { runAgent } from './run-agent.ts';
import { holdStateFolder } from './single-instance.ts';
import { type AgentState, readState, writeState } from './transport/agent-state.ts';
import { enrol } from './transport/enrol.ts';
import { requireSafeTransport } from './transport/safe-transport.ts';

const VERSION = '0.1.0';

const HELP = `Baton agent ${VERSION}

  --server URL     address of the Baton server (first start, or when it has moved)
  --token TOKEN    one-time enrolment token (first start); or in BATON_ENROLMENT_TOKEN
  --allow-http     speak http to a server that is not this machine: on a network that you trust
  --state FOLDER   where the agent keeps its key and its journal (default: ${defaultFolder()})
  --inventory-seconds N   look at the device again after N seconds (default 60)
  --once           one turn, then end
  --stop-with-stdin  end when standard input ends: for a server that runs its own agent
  --print          print the inventory and end; nothing is sent
`;

async function main(): Promise<void> {
  const options = readOptions();
  if (options.help) return void process.stdout.write(HELP);
  if (options.print) {
    const inventory = await gatherInventory({ root: '/', memory: new Map() });
    return void process.stdout.write(`${JSON.stringify(inventory, null, 2)}\n`);
  }
  await holdStateFolder(options.state);
  const state = await openState(options);
  const { state: stateFolder, inventorySeconds } = options;
  const agent = new Agent({ state, stateFolder, agentVersion: VERSION, inventorySeconds, log });
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  if (options['stop-with-stdin'])
    process.stdin
      .resume()
      .once('close', () => stop.abort())
      .unref();
  log(`Device ${state.deviceId} reports to ${state.server}`);
  if (options.once) {
    while ((await agent.turn(0, stop.signal)).busy) log('Looking again after a command.');
  } else await runAgent(agent, stop.signal, log);
}

type Options = ReturnType<typeof readOptions>;

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        server: { type: 'string' },
        token: { type: 'string' },
        state: { type: 'string', default: defaultFolder() },
        'allow-http': { type: 'boolean', default: false },
        'inventory-seconds': { type: 'string', default: '60' },
        once: { type: 'boolean', default: false },
        'stop-with-stdin': { type: 'boolean', default: false },
        print: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const inventorySeconds = Number(values['inventory-seconds']);
    if (!(inventorySeconds >= 1)) throw new Error('--inventory-seconds takes a number of at least 1.');
    return { ...values, inventorySeconds, token: values.token ?? process.env.BATON_ENROLMENT_TOKEN };
  } catch (cause) {
    throw new AgentError('usage', `${cause instanceof Error ? cause.message : String(cause)}\n\n${HELP}`, cause);
  }
}

/** The state from before, at the server's present address; or a new one by enrolling. */
async function openState(options: Options): Promise<AgentState> {
  if (options.server !== undefined) requireSafeTransport(options.server, options['allow-http']);
  const before = await readState(options.state);
  if (before === null) return firstStart(options);
  if (options.server === undefined || options.server === before.server) return before;
  const moved = { ...before, server: options.server };
  await writeState(options.state, moved);
  return moved;
}

async function firstStart({ server, token, state }: Options): Promise<AgentState> {
  if (server === undefined || token === undefined) {
    throw new AgentError(
      'not-enrolled',
      `This device is not enrolled (no state in ${state}). Give --server and --token.`,
    );
  }
  const { names } = await gatherInventory({ root: '/', memory: new Map() });
  const enrolled = await enrol({ server, token, names, agentVersion: VERSION });
  await writeState(state, enrolled);
  return enrolled;
}

function defaultFolder(): string {
  return process.getuid?.() === 0 ? '/var/lib/baton-agent' : join(homedir(), '.baton-agent');
}

function log(message: string): void {
  process.stderr.write(`${new Date().toISOString()} ${message}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof AgentError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = error instanceof AgentError && error.code === 'usage' ? 2 : 1;
});
