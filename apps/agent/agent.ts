import { beginCommand, checkIn, endCommand, type SignedCommand } from '@baton/contract/agent.ts';
import type { CommandResult } from '@baton/domain/deployments/device-command.ts';
import {
  encodeInventory,
  hashSections,
  type InventoryWire,
  SECTIONS,
  type SectionHashes,
} from '@baton/domain/inventory/wire.ts';
import { AgentError } from './agent-error.ts';
import { gatherInventory } from './inventory/gather-inventory.ts';
import type { DeviceView } from './inventory/inventory-source.ts';
import { CommandJournal, type JournalEntry } from './steps/command-journal.ts';
import { runCommand } from './steps/run-command.ts';
import { acceptCommand, isExpired } from './transport/accept-command.ts';
import { type AgentState, writeState } from './transport/agent-state.ts';
import { sha256 } from './transport/device-key.ts';
import { SignedChannel } from './transport/signed-channel.ts';

export interface AgentOptions {
  readonly state: AgentState;
  readonly stateFolder: string;
  readonly agentVersion: string;
  /** Seconds after which the device is looked at again while nothing happens. */
  readonly inventorySeconds: number;
  readonly log: (message: string) => void;
}

/** What one turn tells the loop. */
export interface Turn {
  readonly nextCheckInSeconds: number;
  /** Commands were carried out: look again at once. */
  readonly busy: boolean;
}

/** One device's agent: looks at the device, reports what changed, carries out signed commands, reports what came of them. */
export class Agent {
  readonly #options: AgentOptions;
  readonly #channel: SignedChannel;
  readonly #journal: CommandJournal;
  readonly #device: DeviceView = { root: '/', memory: new Map() };
  #state: AgentState;
  #wire: InventoryWire | null = null;
  #gatheredAt = Number.NEGATIVE_INFINITY;
  /** Hashes that the server is known to hold. */
  #held: Partial<SectionHashes> = {};

  constructor(options: AgentOptions) {
    this.#options = options;
    this.#state = options.state;
    this.#channel = new SignedChannel(options.state);
    this.#journal = new CommandJournal(options.stateFolder);
  }

  get inventorySeconds(): number {
    return this.#options.inventorySeconds;
  }

  /**
   * Finishes what was begun before, reports the inventory, takes commands, carries them out.
   *
   * @param waitSeconds how long the server may hold its answer back while it has no command.
   */
  async turn(waitSeconds: number, signal?: AbortSignal): Promise<Turn> {
    const resumed = await this.#work();
    const answer = await this.#checkIn(resumed ? 0 : waitSeconds, signal);
    for (const command of answer.commands) await this.#take(command);
    const worked = await this.#work();
    return { nextCheckInSeconds: answer.nextCheckInSeconds, busy: resumed || worked };
  }

  async #checkIn(waitSeconds: number, signal?: AbortSignal) {
    const wire = await this.#inventory();
    const hashes = hashSections(wire, sha256);
    const { agentVersion } = this.#options;
    const changed = SECTIONS.filter((section) => this.#held[section] !== hashes[section]);
    const send = (sections: readonly (typeof SECTIONS)[number][], wait: number) =>
      this.#channel.call(checkIn, {
        body: {
          agentVersion,
          hashes,
          sections: Object.fromEntries(sections.map((name) => [name, wire[name]])),
          waitSeconds: wait,
        },
        ...(signal === undefined ? {} : { signal }),
      });
    let answer = await send(changed, waitSeconds);
    if (answer.need.length > 0) answer = await send([...new Set([...changed, ...answer.need])], 0);
    if (answer.need.length > 0)
      throw new AgentError('server-refused', 'The server asks again for what it was just sent.');
    this.#held = hashes;
    return answer;
  }

  async #inventory(): Promise<InventoryWire> {
    const due = performance.now() - this.#gatheredAt >= this.#options.inventorySeconds * 1000;
    if (this.#wire === null || due) {
      this.#wire = encodeInventory(await gatherInventory(this.#device));
      this.#gatheredAt = performance.now();
    }
    return this.#wire;
  }

  /** Verifies a command and writes it down before anything is done about it; a refusal is reported. */
  async #take(command: SignedCommand): Promise<void> {
    const known = await this.#journal.entries();
    if (known.some((entry) => JSON.stringify(entry.envelope) === JSON.stringify(parse(command.envelope)))) return;
    const acceptance = acceptCommand(command, this.#state, this.#channel.now());
    if (!acceptance.accepted) {
      this.#options.log(`Refused a command (${acceptance.refusal}): ${acceptance.why}`);
      await this.#reportRefusal(command, `${acceptance.refusal}: ${acceptance.why}`);
      return;
    }
    const { envelope } = acceptance;
    await this.#journal.write({ envelope, begunAt: null, result: null });
    this.#state = { ...this.#state, lastCommandSequence: envelope.sequence };
    await writeState(this.#options.stateFolder, this.#state);
  }

  /** Brings every command in the journal to its end. True where there was one. */
  async #work(): Promise<boolean> {
    const entries = await this.#journal.entries();
    for (const entry of entries) {
      const begun = entry.begunAt === null ? await this.#begin(entry) : entry;
      if (begun === null) continue;
      const ended = begun.result === null ? await this.#run(begun) : begun;
      await this.#report(ended);
    }
    return entries.length > 0;
  }

  async #begin(entry: JournalEntry): Promise<JournalEntry | null> {
    const { commandId } = entry.envelope;
    const path = beginCommand.path.replace(':commandId', commandId);
    const answer = isExpired(entry.envelope, this.#channel.now())
      ? { proceed: false, why: `its time passed at ${entry.envelope.expiresAt}` }
      : await this.#channel.call(beginCommand, { path });
    if (!answer.proceed) {
      this.#options.log(`Command ${commandId} is dropped: ${answer.why}`);
      await this.#journal.remove(commandId);
      return null;
    }
    const begun = { ...entry, begunAt: now() };
    await this.#journal.write(begun);
    return begun;
  }

  async #run(entry: JournalEntry): Promise<JournalEntry> {
    const { commandId, order } = entry.envelope;
    this.#options.log(`Command ${commandId} begins: ${order.kind} of ${order.source}`);
    const result = await runCommand(entry.envelope, this.#journal.folderOf(commandId), entry.begunAt ?? now());
    this.#options.log(`Command ${commandId} ended: ${result.summary}`);
    const ended = { ...entry, result };
    await this.#journal.write(ended);
    return ended;
  }

  /** First the device as it is now, then the result: whoever acts on the result finds the evidence there. */
  async #report(entry: JournalEntry): Promise<void> {
    if (entry.result === null) return;
    this.#gatheredAt = Number.NEGATIVE_INFINITY;
    await this.#checkIn(0).catch((error: unknown) => this.#unlessUnreadable(error));
    await this.#end(entry.envelope.commandId, entry.result);
    await this.#journal.remove(entry.envelope.commandId);
  }

  async #reportRefusal(command: SignedCommand, summary: string): Promise<void> {
    const commandId = commandIdOf(parse(command.envelope));
    if (commandId === null) return;
    await this.#end(commandId, {
      outcome: 'refused',
      exitCode: null,
      summary,
      output: '',
      outputCut: false,
      startedAt: null,
      endedAt: now(),
    });
  }

  async #end(commandId: string, result: CommandResult): Promise<void> {
    const path = endCommand.path.replace(':commandId', commandId);
    await this.#channel.call(endCommand, { path, body: result }).catch((error: unknown) => {
      // Sent again it would be rejected again, and nothing after it would ever be done.
      if (!(error instanceof AgentError) || error.code !== 'request-rejected') throw error;
      this.#options.log(`The result of command ${commandId} was not taken: ${error.message}`);
    });
  }

  /** A step may have left the device in a state that cannot be read; its result must be told all the same. */
  #unlessUnreadable(error: unknown): void {
    if (!(error instanceof AgentError) || error.code !== 'inventory-unreadable') throw error;
    this.#options.log(error.message);
  }
}

function commandIdOf(envelope: unknown): string | null {
  if (typeof envelope !== 'object' || envelope === null || !('commandId' in envelope)) return null;
  return typeof envelope.commandId === 'string' && /^[0-9a-f-]{36}$/.test(envelope.commandId)
    ? envelope.commandId
    : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function now(): string {
  return Temporal.Now.instant().toString({ smallestUnit: 'millisecond' });
}
