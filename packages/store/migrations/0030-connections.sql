-- Connections to other tools: where what happens is told, what was told, and the tracks of remediations over there.

CREATE TABLE connection (
  connection_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('webhook', 'slack', 'teams', 'email', 'jira', 'servicenow')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- By kind, without secrets (packages/contract/connections.ts).
  settings jsonb NOT NULL,
  -- Password, token, secret address or signing secret, sealed with the installation's own secret.
  secret text,
  -- What is sent by it: '*', 'remediation.*', 'message.clock-breach'. A copy of the settings, for the outbox below.
  events text[] NOT NULL,
  active boolean NOT NULL DEFAULT true,
  made_at timestamptz NOT NULL,
  -- Who is told when it does not work.
  made_by uuid NOT NULL REFERENCES person,
  made_by_name text NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by_name text NOT NULL,
  -- What is wrong with it, since when, and what to do; null while the last thing sent by it arrived.
  failing_since timestamptz,
  problem text,
  hint text,
  -- Until when changes over there have been looked for.
  polled_at timestamptz,
  removed_at timestamptz,
  CHECK (removed_at IS NULL OR (NOT active AND secret IS NULL)),
  CHECK ((failing_since IS NULL) = (problem IS NULL))
);
CREATE UNIQUE INDEX connection_name ON connection (lower(name)) WHERE removed_at IS NULL;

-- One thing to be told by one connection, once: its key says what.
CREATE TABLE delivery (
  delivery_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  connection_id uuid NOT NULL REFERENCES connection,
  source_key text NOT NULL CHECK (length(source_key) BETWEEN 1 AND 400),
  event text NOT NULL,
  -- What it tells of; neither for a test and for the leadership page.
  entry_id uuid REFERENCES log_entry,
  notification_id bigint REFERENCES notification,
  -- The address of an e-mail that is not for a person of Baton.
  recipient text,
  created_at timestamptz NOT NULL DEFAULT now(),
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts integer NOT NULL DEFAULT 0,
  -- Since it was last sent by hand: what the time until the next attempt goes by.
  attempts_in_row integer NOT NULL DEFAULT 0,
  next_try_at timestamptz DEFAULT now(),
  ended_at timestamptz,
  problem text,
  hint text,
  UNIQUE (connection_id, source_key),
  CHECK ((state = 'waiting') = (next_try_at IS NOT NULL)),
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX delivery_due ON delivery (next_try_at) WHERE state = 'waiting';
CREATE INDEX delivery_created ON delivery (created_at DESC, delivery_id);
CREATE INDEX delivery_of_connection ON delivery (connection_id, created_at DESC);

CREATE TABLE delivery_attempt (
  delivery_id uuid NOT NULL REFERENCES delivery ON DELETE CASCADE,
  attempt integer NOT NULL CHECK (attempt > 0),
  at timestamptz NOT NULL,
  arrived boolean NOT NULL,
  -- What the other side said, in its own words, cut.
  said text NOT NULL,
  took_ms integer NOT NULL,
  PRIMARY KEY (delivery_id, attempt)
);

-- The outbox. What happens and what people are told is queued for every connection that wants it, in the transaction in
-- which it happens, whichever use case wrote it: neither one that is lost nor one that was undone is told.
CREATE FUNCTION wants_event(wanted text[], event text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT FROM unnest(wanted) w
    WHERE w = '*' OR w = event OR (w LIKE '%.*' AND starts_with(event, left(w, -1))))
$$;

CREATE FUNCTION queue_deliveries_of_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM connection WHERE active) THEN RETURN NULL; END IF;
  INSERT INTO delivery (connection_id, source_key, event, entry_id)
  SELECT c.connection_id, 'log ' || n.entry_id, n.action, n.entry_id
  FROM new_rows n JOIN connection c ON c.active AND c.kind IN ('webhook', 'slack', 'teams') AND wants_event(c.events, n.action)
  ON CONFLICT DO NOTHING;
  IF FOUND THEN PERFORM graphile_worker.add_job('send-deliveries', '{}'::json); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER log_entry_told AFTER INSERT ON log_entry REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION queue_deliveries_of_log();

-- By mail each person is told; to a channel or program the same words go once, however many people they are for.
CREATE FUNCTION queue_deliveries_of_notification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM connection WHERE active) THEN RETURN NULL; END IF;
  INSERT INTO delivery (connection_id, source_key, event, notification_id)
  SELECT c.connection_id,
    CASE c.kind WHEN 'email' THEN 'message ' || n.notification_id
      ELSE 'message ' || md5(n.title || E'\n' || n.body) || ' ' || n.message_key END,
    'message.' || n.kind, n.notification_id
  FROM new_rows n JOIN connection c
    ON c.active AND c.kind IN ('webhook', 'slack', 'teams', 'email') AND wants_event(c.events, 'message.' || n.kind)
  ON CONFLICT DO NOTHING;
  IF FOUND THEN PERFORM graphile_worker.add_job('send-deliveries', '{}'::json); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER notification_told AFTER INSERT ON notification REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION queue_deliveries_of_notification();

-- A remediation in another tool: its issue or incident there.
CREATE TABLE track (
  track_id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  connection_id uuid NOT NULL REFERENCES connection,
  remediation_id uuid NOT NULL REFERENCES remediation,
  -- The issue that it is to be linked with; null: one is made.
  asked_key text,
  remote_id text,
  remote_key text,
  remote_url text,
  -- The state over there as it was last seen, and the phase of the relay that was last told.
  remote_state text,
  told_phase text CHECK (told_phase IN ('waiting', 'working', 'verifying', 'closed')),
  -- Entries of the history up to here have been told.
  told_seq integer NOT NULL DEFAULT 0 CHECK (told_seq >= 0),
  due_at timestamptz,
  leased_until timestamptz,
  attempts_in_row integer NOT NULL DEFAULT 0,
  synced_at timestamptz,
  problem text,
  hint text,
  opened_at timestamptz NOT NULL DEFAULT now(),
  opened_by_name text NOT NULL,
  ended_at timestamptz,
  ended_by_name text,
  CHECK ((ended_at IS NULL) = (ended_by_name IS NULL))
);
CREATE UNIQUE INDEX track_of_remediation ON track (connection_id, remediation_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX track_remote ON track (connection_id, remote_id) WHERE ended_at IS NULL;
CREATE INDEX track_due ON track (due_at) WHERE due_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX track_remediation ON track (remediation_id);

-- What came from over there, so that it is taken once and never sent back.
CREATE TABLE track_word (
  track_id uuid NOT NULL REFERENCES track,
  -- The comment's id there; 'state …' for a state.
  remote_word text NOT NULL,
  -- The entry of the remediation's history that it became; null: it was there before the link.
  seq integer,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (track_id, remote_word)
);

CREATE FUNCTION queue_tracks() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told integer;
  opened integer;
BEGIN
  IF NOT EXISTS (SELECT FROM connection WHERE kind IN ('jira', 'servicenow') AND removed_at IS NULL) THEN RETURN NULL; END IF;
  INSERT INTO track (connection_id, remediation_id, opened_by_name, due_at)
  SELECT DISTINCT c.connection_id, n.remediation_id, 'Baton', now()
  FROM new_rows n JOIN connection c ON c.active AND c.settings ->> 'opens' = 'accept'
  WHERE n.to_place = 'accept' AND n.from_place = 'prioritise'
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS opened = ROW_COUNT;
  UPDATE track SET due_at = clock_timestamp()
  WHERE ended_at IS NULL AND remediation_id IN (SELECT remediation_id FROM new_rows);
  GET DIAGNOSTICS told = ROW_COUNT;
  IF opened + told > 0 THEN PERFORM graphile_worker.add_job('sync-tracks', '{}'::json); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER remediation_event_tracked AFTER INSERT ON remediation_event REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION queue_tracks();

-- Calendars that a person subscribes to elsewhere. The token itself is not kept.
CREATE TABLE calendar_feed (
  feed_id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  windows boolean NOT NULL,
  -- Whose deadlines: of the team that holds the baton, or of both; null: none.
  deadlines text CHECK (deadlines IN ('it', 'infosec', 'both')),
  made_at timestamptz NOT NULL,
  revoked_at timestamptz,
  reads integer NOT NULL DEFAULT 0,
  last_read_at timestamptz,
  minute_began_at timestamptz,
  minute_reads integer NOT NULL DEFAULT 0,
  CHECK (windows OR deadlines IS NOT NULL)
);
CREATE INDEX calendar_feed_person ON calendar_feed (person_id, made_at);

-- The leadership page by mail, each month: one schedule.
CREATE TABLE leadership_mail (
  is_schedule boolean PRIMARY KEY DEFAULT true CHECK (is_schedule),
  connection_id uuid NOT NULL REFERENCES connection,
  recipients text[] NOT NULL CHECK (cardinality(recipients) BETWEEN 1 AND 50),
  day_of_month integer NOT NULL CHECK (day_of_month BETWEEN 1 AND 28),
  -- "07:30", in its zone.
  at_time text NOT NULL CHECK (at_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  time_zone text NOT NULL,
  -- The page also as PDF, where the server's machine has a Chromium.
  with_pdf boolean NOT NULL,
  -- Not for months before this moment.
  set_at timestamptz NOT NULL,
  set_by_name text NOT NULL
);
