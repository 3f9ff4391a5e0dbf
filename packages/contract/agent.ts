import { OUTPUT_LIMIT } from '@baton/domain/deployments/device-command.ts';
import { z } from 'zod';
import { listOf, paging, timestamp } from './ratio.ts';
import { defineRoute } from './route.ts';

/** SHA-256 of a section's text as base64url. */
const sectionHash = z.string().length(43);
const sectionText = z.string().max(16_777_216);

export const inventoryNames = z.object({
  hostname: z.string().min(1).max(253),
  fqdn: z.string().max(253).nullable(),
  machineId: z.string().max(64).nullable(),
  biosUuid: z.string().max(64).nullable(),
  serial: z.string().max(128).nullable(),
  macs: z.array(z.string().max(64)).max(64),
  ips: z.array(z.string().max(64)).max(256),
});

/** A public key that signs device commands: the agent pins those it was given when it enrolled. */
export const commandKey = z.object({
  keyId: z.string().max(64),
  /** Ed25519 public key, SPKI in base64url. */
  publicKey: z.string().max(200),
});
export type CommandKeyDto = z.infer<typeof commandKey>;

export const enrolAgent = defineRoute({
  method: 'POST',
  path: '/api/agent/enrol',
  summary: 'Enrol a device with a one-time token and register its public key',
  access: 'public',
  body: z.object({
    token: z.string().min(20).max(100),
    /** The device's own Ed25519 public key, SPKI in base64url; its private half never leaves the device. */
    publicKey: z.string().max(200),
    /** Signature of the enrolment text by that key: proof that the device has it. */
    proof: z.string().max(200),
    names: inventoryNames,
    agentVersion: z.string().max(40),
  }),
  response: z.object({
    agentId: z.uuid(),
    deviceId: z.uuid(),
    commandKeys: z.array(commandKey).min(1),
    checkInSeconds: z.int().positive(),
  }),
});

/** A device command as it travels: the exact text that was signed, and the signature. */
export const signedCommand = z.object({
  /** JSON of commandEnvelope. Verified as text before it is parsed. */
  envelope: z.string().max(262_144),
  keyId: z.string().max(64),
  /** Ed25519 over the command text, base64url. */
  signature: z.string().max(200),
});
export type SignedCommand = z.infer<typeof signedCommand>;

export const order = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('apt-install'),
    source: z.string().min(1).max(200),
    packages: z
      .array(
        z.object({
          // Debian policy 5.6.1 and 5.6.12; so that nothing here can be read by apt as an option, nor, by a hyphen at the
          // end (apt-get(8): "package-"), as the wish to remove something.
          name: z
            .string()
            .max(200)
            .regex(/^[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?$/),
          version: z
            .string()
            .max(200)
            .regex(/^[0-9](?:[A-Za-z0-9.+~:-]*[A-Za-z0-9.+~:])?$/),
        }),
      )
      .min(1)
      .max(200)
      .readonly(),
  }),
]);

export const commandEnvelope = z.object({
  format: z.literal('baton-command-1'),
  commandId: z.uuid(),
  agentId: z.uuid(),
  deviceId: z.uuid(),
  /** Rises with every command to this device; an agent refuses what is not above the last it took. */
  sequence: z.int().positive(),
  issuedAt: timestamp,
  expiresAt: timestamp,
  order,
});
export type CommandEnvelope = z.infer<typeof commandEnvelope>;

export const checkIn = defineRoute({
  method: 'POST',
  path: '/api/agent/check-in',
  summary: 'Report the inventory by hashes, and the sections that changed; fetch commands',
  access: 'agent',
  body: z.object({
    agentVersion: z.string().max(40),
    hashes: z.object({
      names: sectionHash,
      system: sectionHash,
      packages: sectionHash,
      candidates: sectionHash,
      restarts: sectionHash,
    }),
    /** Canonical texts of the sections that the agent thinks the server lacks. */
    sections: z.object({
      names: sectionText.optional(),
      system: sectionText.optional(),
      packages: sectionText.optional(),
      candidates: sectionText.optional(),
      restarts: sectionText.optional(),
    }),
    /** Longest time that the server may hold its answer back while there is no command. */
    waitSeconds: z.int().min(0).max(55).default(0),
  }),
  response: z.object({
    /** Sections that the server lacks: sent again at once, all of them together. Nothing was stored. */
    need: z.array(z.enum(['names', 'system', 'packages', 'candidates', 'restarts'])),
    commands: z.array(signedCommand),
    nextCheckInSeconds: z.int().positive(),
  }),
});

export const beginCommand = defineRoute({
  method: 'POST',
  path: '/api/agent/commands/:commandId/begin',
  summary: 'Ask to start a command; refused when it was cancelled or its time has passed',
  access: 'agent',
  params: z.object({ commandId: z.uuid() }),
  response: z.object({ proceed: z.boolean(), why: z.string().nullable() }),
});

export const commandResult = z.object({
  outcome: z.enum(['succeeded', 'failed', 'refused', 'interrupted']),
  exitCode: z.int().nullable(),
  summary: z.string().max(2_000),
  output: z.string().max(OUTPUT_LIMIT),
  outputCut: z.boolean(),
  startedAt: timestamp.nullable(),
  endedAt: timestamp,
});

export const endCommand = defineRoute({
  method: 'POST',
  path: '/api/agent/commands/:commandId/end',
  summary: 'Report what came of a command; the same report twice changes nothing',
  access: 'agent',
  params: z.object({ commandId: z.uuid() }),
  body: commandResult,
  response: z.object({ kept: z.boolean() }),
});

// From here on: what people do with agents.

export const createEnrolmentToken = defineRoute({
  method: 'POST',
  path: '/api/agents/enrolment-tokens',
  summary: 'Make a one-time token with which a device enrols',
  access: 'key-or-person',
  body: z.object({
    note: z.string().max(200).default(''),
    hours: z.int().min(1).max(720).default(24),
    /** How many devices may enrol with it. */
    uses: z.int().min(1).max(10_000).default(1),
  }),
  response: z.object({ token: z.string(), expiresAt: timestamp }),
});

export const agentRow = z.object({
  agentId: z.uuid(),
  deviceId: z.uuid(),
  name: z.string(),
  agentVersion: z.string(),
  enrolledAt: timestamp,
  lastSeenAt: timestamp.nullable(),
  retiredAt: timestamp.nullable(),
});

export const listAgents = defineRoute({
  method: 'GET',
  path: '/api/agents',
  summary: 'List enrolled agents',
  access: 'key-or-person',
  query: z.object({ search: z.string().max(100).optional(), ...paging }),
  response: listOf(agentRow),
});

export const retireAgent = defineRoute({
  method: 'POST',
  path: '/api/agents/:agentId/retire',
  summary: 'Withdraw an agent: its key is refused from now on and its waiting commands are cancelled',
  access: 'key-or-person',
  params: z.object({ agentId: z.uuid() }),
  response: z.object({ retired: z.boolean() }),
});

export const commandRow = z.object({
  commandId: z.uuid(),
  deviceId: z.uuid(),
  order,
  state: z.enum(['queued', 'sent', 'begun', 'ended', 'cancelled', 'expired']),
  remediationId: z.string().nullable(),
  createdAt: timestamp,
  createdBy: z.string(),
  expiresAt: timestamp,
  begunAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  result: commandResult.nullable(),
});
export type CommandRow = z.infer<typeof commandRow>;

export const listDeviceCommands = defineRoute({
  method: 'GET',
  path: '/api/devices/:deviceId/commands',
  summary: 'List what a device was told to do and what came of it, newest first',
  access: 'key-or-person',
  params: z.object({ deviceId: z.uuid() }),
  query: z.object({ ...paging }),
  response: listOf(commandRow),
});

export const cancelCommand = defineRoute({
  method: 'POST',
  path: '/api/agents/commands/:commandId/cancel',
  summary: 'Cancel a command that its device has not begun',
  access: 'key-or-person',
  params: z.object({ commandId: z.uuid() }),
  response: z.object({ cancelled: z.boolean(), state: z.string() }),
});

export const readThisMachine = defineRoute({
  method: 'GET',
  path: '/api/agents/this-machine',
  summary: 'Whether the machine that the server runs on is enrolled',
  access: 'person',
  response: z.object({
    /** Its host name. */
    name: z.string(),
    /** An agent can run there: Linux with dpkg. */
    possible: z.boolean(),
    /** Its agent runs. */
    running: z.boolean(),
    /** False where the server is not root: fixes cannot be deployed there, and not every process can be looked into. */
    privileged: z.boolean(),
  }),
});

export const enrolThisMachine = defineRoute({
  method: 'POST',
  path: '/api/agents/this-machine/enrol',
  summary: 'Enrol the machine that the server runs on: starts an agent there',
  access: 'person',
  response: z.object({ started: z.boolean() }),
});
