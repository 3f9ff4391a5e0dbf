-- People, their keys and sessions; the log of actions; long work.

CREATE TABLE person (
  person_id uuid PRIMARY KEY,
  -- What the person signs in with. Kept in lower case so that it is unique as people mean it.
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- A person belongs to one team for good: there is no path that changes it (separation of duties).
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  role text NOT NULL CHECK (role IN ('lead', 'member', 'viewer')),
  -- Ever led the team: an administrator may invite a lead only into a team that never had one.
  was_lead boolean NOT NULL CHECK (was_lead OR role <> 'lead'),
  -- Administers accounts and the server; gives no right to act for any team.
  administrator boolean NOT NULL DEFAULT false,
  -- PHC string of Argon2id.
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  password_changed_at timestamptz NOT NULL DEFAULT now(),
  deactivated_at timestamptz
);

CREATE FUNCTION refuse_team_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the team of % % never changes', TG_TABLE_NAME, OLD.name USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER person_keeps_team BEFORE UPDATE OF team ON person
  FOR EACH ROW WHEN (OLD.team IS DISTINCT FROM NEW.team) EXECUTE FUNCTION refuse_team_change();

CREATE TABLE session (
  -- SHA-256 of the token; the token itself is only in the person's cookie.
  token_hash bytea PRIMARY KEY CHECK (length(token_hash) = 32),
  person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  -- Ends at the earlier of both: unused too long, or open too long.
  idle_expires_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  address text NOT NULL,
  user_agent text NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE api_key (
  key_id uuid PRIMARY KEY,
  -- The part that is shown, and by which the key is found.
  prefix text NOT NULL UNIQUE CHECK (length(prefix) = 12),
  secret_hash bytea NOT NULL CHECK (length(secret_hash) = 32),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  role text NOT NULL CHECK (role IN ('lead', 'member', 'viewer')),
  created_by uuid NOT NULL REFERENCES person,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE TRIGGER api_key_keeps_team BEFORE UPDATE OF team ON api_key
  FOR EACH ROW WHEN (OLD.team IS DISTINCT FROM NEW.team) EXECUTE FUNCTION refuse_team_change();

-- Links that work once: set-up, invitation, new password.
CREATE TABLE one_time_link (
  link_id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  purpose text NOT NULL CHECK (purpose IN ('set-up', 'invitation', 'new-password')),
  team text CHECK (team IN ('it', 'infosec')),
  role text CHECK (role IN ('lead', 'member', 'viewer')),
  email text,
  person_id uuid REFERENCES person,
  created_by uuid REFERENCES person,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  used_by uuid REFERENCES person,
  withdrawn_at timestamptz,
  CHECK ((purpose = 'invitation') = (team IS NOT NULL AND role IS NOT NULL AND email IS NOT NULL)),
  CHECK ((purpose = 'new-password') = (person_id IS NOT NULL))
);

-- Failed sign-ins, one row each, kept as long as they count. Shared by all server processes.
CREATE TABLE sign_in_attempt (
  attempt_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- SHA-256 of the lower-case e-mail: a password typed into the wrong field is not kept.
  account_hash bytea NOT NULL,
  address text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX sign_in_attempt_account ON sign_in_attempt (account_hash, at);
CREATE INDEX sign_in_attempt_address ON sign_in_attempt (address, at);

-- ---------------------------------------------------------------------------------------------------------------------
-- The log of actions: only appended, chained by hash.
--
-- An entry is its canonical JSON text; what is searched is generated from it and cannot differ. Entries are chained when
-- their transaction commits (deferred trigger), so that no act holds the head of the chain while it works:
--   hash(n) = SHA-256(hash(n-1) || entry(n)), hash(0) = 32 zero bytes.
-- log_head keeps the newest link, so that a cut tail shows as well.

CREATE TABLE log_entry (
  entry_id uuid PRIMARY KEY,
  entry text NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL GENERATED ALWAYS AS (entry::jsonb #>> '{actor,kind}') STORED,
  actor_id text GENERATED ALWAYS AS (entry::jsonb #>> '{actor,id}') STORED,
  team text GENERATED ALWAYS AS (entry::jsonb #>> '{actor,team}') STORED,
  action text NOT NULL GENERATED ALWAYS AS (entry::jsonb ->> 'action') STORED,
  subject_kind text NOT NULL GENERATED ALWAYS AS (entry::jsonb #>> '{subject,kind}') STORED,
  subject_id text GENERATED ALWAYS AS (entry::jsonb #>> '{subject,id}') STORED
);
CREATE INDEX log_entry_subject ON log_entry (subject_kind, subject_id);
CREATE INDEX log_entry_actor ON log_entry (actor_id);
CREATE INDEX log_entry_action ON log_entry (action);
CREATE INDEX log_entry_at ON log_entry (at);

CREATE TABLE log_link (
  sequence bigint PRIMARY KEY,
  entry_id uuid NOT NULL UNIQUE,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);

CREATE TABLE log_head (
  is_head boolean PRIMARY KEY DEFAULT true CHECK (is_head),
  sequence bigint NOT NULL,
  hash bytea NOT NULL CHECK (length(hash) = 32)
);
INSERT INTO log_head (sequence, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION chain_log_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head log_head%ROWTYPE;
  next_hash bytea;
BEGIN
  SELECT * INTO STRICT head FROM log_head FOR UPDATE;
  next_hash := sha256(head.hash || convert_to(NEW.entry, 'UTF8'));
  INSERT INTO log_link (sequence, entry_id, hash) VALUES (head.sequence + 1, NEW.entry_id, next_hash);
  UPDATE log_head SET sequence = head.sequence + 1, hash = next_hash;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER log_entry_chained AFTER INSERT ON log_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_log_entry();

CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is only appended: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER log_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_link_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON log_link EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER log_head_stays BEFORE INSERT OR DELETE OR TRUNCATE ON log_head EXECUTE FUNCTION refuse_log_change();
-- Only the chaining trigger moves the head (depth 2: this trigger inside that one).
CREATE TRIGGER log_head_moves_by_chain BEFORE UPDATE ON log_head
  FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION refuse_log_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- Long work (an import, a reconciliation, a load of knowledge): what it is at, and whether somebody asked to stop it.

CREATE TABLE work (
  work_id uuid PRIMARY KEY,
  -- The word of the job: 'import', 'reconcile', 'knowledge'.
  kind text NOT NULL,
  title text NOT NULL,
  -- What it is about, for example the import's id.
  subject_id text,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  step text NOT NULL DEFAULT '',
  done_units bigint NOT NULL DEFAULT 0 CHECK (done_units >= 0),
  -- Unknown until something has been measured.
  total_units bigint CHECK (total_units >= 0),
  -- {code, message}
  error jsonb,
  cancel_requested_at timestamptz,
  team text CHECK (team IN ('it', 'infosec')),
  started_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  progressed_at timestamptz,
  ended_at timestamptz,
  CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'failed', 'cancelled')))
);
CREATE INDEX work_open ON work (created_at) WHERE ended_at IS NULL;
CREATE INDEX work_subject ON work (kind, subject_id);
