-- Agents: who may report for a device, what they reported last, what they were told to do.

-- One-time enrolment. Only the hash of a token is kept.
CREATE TABLE enrolment_token (
  token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
  note text NOT NULL,
  uses_left integer NOT NULL CHECK (uses_left >= 0),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);

-- The pair that signs device commands. The private half never leaves the database; agents pin the public half.
CREATE TABLE command_signing_key (
  key_id text PRIMARY KEY,
  public_key text NOT NULL,
  private_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz
);
CREATE UNIQUE INDEX command_signing_key_active ON command_signing_key ((true)) WHERE retired_at IS NULL;

-- Every check-in updates a row in place: the free half of each page keeps these updates off the indexes (HOT).
CREATE TABLE agent (
  agent_id uuid PRIMARY KEY,
  device_id uuid NOT NULL REFERENCES device,
  public_key text NOT NULL,
  name text NOT NULL,
  agent_version text NOT NULL,
  enrolled_at timestamptz NOT NULL DEFAULT now(),
  -- Highest request sequence that was taken: a request is taken once.
  last_sequence bigint NOT NULL DEFAULT 0,
  last_seen_at timestamptz,
  -- Hashes of the stored inventory's sections, in the order of the wire form, joined by a space.
  inventory_hashes text,
  -- Last time that the device said this is still its inventory.
  inventory_seen_at timestamptz,
  -- Highest sequence of a command to this agent.
  command_sequence bigint NOT NULL DEFAULT 0,
  retired_at timestamptz
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX agent_of_device ON agent (device_id) WHERE retired_at IS NULL;

-- One packed row a device: the canonical text of each section, zstd. A row a package would be 500 times as many.
CREATE TABLE device_inventory (
  device_id uuid PRIMARY KEY REFERENCES device,
  agent_id uuid NOT NULL REFERENCES agent,
  changed_at timestamptz NOT NULL,
  names bytea NOT NULL,
  system bytea NOT NULL,
  packages bytea NOT NULL,
  candidates bytea NOT NULL,
  restarts bytea NOT NULL
);
-- Compressed already.
ALTER TABLE device_inventory
  ALTER COLUMN names SET STORAGE EXTERNAL,
  ALTER COLUMN system SET STORAGE EXTERNAL,
  ALTER COLUMN packages SET STORAGE EXTERNAL,
  ALTER COLUMN candidates SET STORAGE EXTERNAL,
  ALTER COLUMN restarts SET STORAGE EXTERNAL;

CREATE TABLE device_command (
  device_id uuid NOT NULL REFERENCES device,
  command_id uuid NOT NULL,
  agent_id uuid NOT NULL REFERENCES agent,
  sequence bigint NOT NULL CHECK (sequence > 0),
  body jsonb NOT NULL,
  envelope text NOT NULL,
  key_id text NOT NULL REFERENCES command_signing_key,
  signature text NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'begun', 'ended', 'cancelled', 'expired')),
  remediation_id uuid,
  created_at timestamptz NOT NULL,
  -- Who deployed, and so may not verify.
  created_by_kind text NOT NULL CHECK (created_by_kind IN ('person', 'key', 'system')),
  created_by_id uuid,
  created_by_name text NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at),
  sent_at timestamptz,
  begun_at timestamptz,
  ended_at timestamptz,
  result jsonb,
  PRIMARY KEY (device_id, command_id),
  UNIQUE (agent_id, sequence),
  CHECK ((state = 'ended') = (result IS NOT NULL)),
  CHECK (state <> 'begun' OR begun_at IS NOT NULL)
);
CREATE INDEX device_command_waiting ON device_command (agent_id) WHERE state IN ('queued', 'sent');
CREATE INDEX device_command_of_remediation ON device_command (remediation_id) WHERE remediation_id IS NOT NULL;
CREATE INDEX device_command_by_id ON device_command (command_id);
