-- Disagreements as work: clocks a cause, whom cells are assigned to, questions between the teams, and what one team asks the
-- other to do on devices (look again, restart), fulfilled by evidence.

-- A list of work goes by the clock: of each state what has waited longest comes first, from the index alone.
DROP INDEX cell_of_state;
CREATE INDEX cell_of_state ON cell (state_id, since, device_id, fix_id);
-- Of a fix, how many cells have waited how long, from the index alone.
DROP INDEX cell_fix;
CREATE INDEX cell_fix ON cell (fix_id, state_id, since);
-- Devices with most work first.
CREATE INDEX device_cells_undecided ON device_cells ((disputed + unproven) DESC, device_id) WHERE disputed + unproven > 0;

-- Rolled up: disputed and unproven cells by state and by the hour (since 1970) in which they took their cause, so that what is
-- overdue is a sum over hours and not a count of millions of cells. Sharded like the board's totals.
CREATE TABLE cell_hour (
  state_id integer NOT NULL REFERENCES cell_state,
  hour integer NOT NULL,
  shard smallint NOT NULL,
  cells bigint NOT NULL,
  PRIMARY KEY (state_id, hour, shard)
);
INSERT INTO cell_hour (state_id, hour, shard, cells)
SELECT c.state_id, floor(extract(epoch FROM c.since) / 3600)::integer, 0, count(*)
FROM cell c JOIN cell_state s USING (state_id) WHERE s.verdict IN ('disputed', 'unproven')
GROUP BY 1, 2;

-- How long each cause may last, in hours. Every version is kept; none: what ships with Baton holds.
CREATE TABLE cause_level (
  version integer PRIMARY KEY CHECK (version > 0),
  -- {"stale-scan": 72}
  hours jsonb NOT NULL CHECK (jsonb_typeof(hours) = 'object'),
  note text NOT NULL CHECK (length(note) BETWEEN 1 AND 4000),
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL REFERENCES person,
  set_by_name text NOT NULL
);
CREATE TRIGGER cause_level_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON cause_level
  EXECUTE FUNCTION refuse_history_change();

-- Who of the team that moves next takes a cell. Holds as long as the cell keeps the cause that it had then (cell.since).
CREATE TABLE cell_assignment (
  device_id uuid NOT NULL REFERENCES device,
  fix_id integer NOT NULL REFERENCES fix,
  person_id uuid NOT NULL REFERENCES person,
  assigned_at timestamptz NOT NULL,
  assigned_by uuid NOT NULL REFERENCES person,
  PRIMARY KEY (device_id, fix_id)
);
CREATE INDEX cell_assignment_person ON cell_assignment (person_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Questions: one team asks the other about cells, and has the answer there. A dispute is a question that says that the named
-- cause is wrong.

CREATE TABLE question (
  question_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('question', 'dispute')),
  asked_team text NOT NULL CHECK (asked_team IN ('it', 'infosec')),
  asking_team text NOT NULL CHECK (asking_team IN ('it', 'infosec')),
  asked_at timestamptz NOT NULL,
  -- The one cause of its cells; null where they have several. A dispute is of one.
  cause text,
  rule_version smallint,
  cells integer NOT NULL CHECK (cells > 0),
  devices integer NOT NULL CHECK (devices > 0),
  -- Whose word is awaited; null once it is answered.
  waits_for text CHECK (waits_for IN ('it', 'infosec')),
  CHECK (asked_team <> asking_team),
  CHECK (kind = 'question' OR cause IS NOT NULL)
);
CREATE INDEX question_waiting ON question (waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX question_newest ON question (asked_at DESC, question_id);

CREATE TABLE question_device (
  question_id uuid NOT NULL REFERENCES question,
  device_id uuid NOT NULL REFERENCES device,
  fix_ids integer[] NOT NULL CHECK (fix_ids <> '{}'),
  PRIMARY KEY (question_id, device_id)
);
CREATE INDEX question_of_device ON question_device (device_id);

CREATE TABLE question_message (
  question_id uuid NOT NULL REFERENCES question,
  seq integer NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  by_kind text NOT NULL CHECK (by_kind IN ('person', 'key')),
  by_id uuid NOT NULL,
  by_name text NOT NULL,
  by_team text NOT NULL CHECK (by_team IN ('it', 'infosec')),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
  PRIMARY KEY (question_id, seq)
);
CREATE TRIGGER question_message_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON question_message
  EXECUTE FUNCTION refuse_history_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- Requests to do something on devices. Fulfilled device by device by evidence, never by a word.

CREATE TABLE device_request (
  request_id uuid PRIMARY KEY,
  -- rescan: InfoSec looks again, logged in, with these checks. reboot: IT restarts.
  kind text NOT NULL CHECK (kind IN ('rescan', 'reboot')),
  asked_team text NOT NULL GENERATED ALWAYS AS (CASE kind WHEN 'rescan' THEN 'infosec' ELSE 'it' END) STORED,
  asked_at timestamptz NOT NULL,
  by_kind text NOT NULL CHECK (by_kind IN ('person', 'key', 'device', 'system')),
  by_id uuid,
  by_name text NOT NULL,
  by_team text CHECK (by_team IN ('it', 'infosec')),
  note text,
  -- The one cause of its cells; null where they have several.
  cause text,
  -- [{kind: 'check' | 'cve', id}]
  checks jsonb NOT NULL,
  -- The entry of a remediation's history that it goes with, where the relay asked.
  remediation_id uuid,
  seq integer,
  devices integer NOT NULL CHECK (devices > 0),
  -- Devices of which evidence has told by now, and those that need it no more.
  done integer NOT NULL DEFAULT 0 CHECK (done BETWEEN 0 AND devices),
  closed_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  FOREIGN KEY (remediation_id, seq) REFERENCES remediation_event,
  CHECK ((remediation_id IS NULL) = (seq IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by_name IS NULL))
);
CREATE INDEX device_request_newest ON device_request (asked_at DESC, request_id);
CREATE INDEX device_request_of_remediation ON device_request (remediation_id) WHERE remediation_id IS NOT NULL;

CREATE TABLE device_request_device (
  request_id uuid NOT NULL REFERENCES device_request,
  device_id uuid NOT NULL REFERENCES device,
  -- The fixes whose cells it is about; for a reboot those that wait for it.
  fix_ids integer[] NOT NULL,
  outcome text CHECK (outcome IN ('looked', 'rebooted', 'not-needed')),
  -- When the device was looked at, or was up again; for 'not-needed' when that was found.
  told_at timestamptz,
  -- The source that told.
  told_by text,
  PRIMARY KEY (request_id, device_id),
  CHECK ((outcome IS NULL) = (told_at IS NULL))
);
CREATE INDEX device_request_of_device ON device_request_device (device_id, request_id);
CREATE INDEX device_request_waiting ON device_request_device (device_id) WHERE outcome IS NULL;

-- What remediations had asked until now is asked in the same way.
INSERT INTO device_request (request_id, kind, asked_at, by_kind, by_id, by_name, by_team, note, checks, remediation_id, seq, devices)
SELECT v.request_id, 'rescan', e.at, e.by_kind, e.by_id, e.by_name, e.by_team, e.note, v.checks, v.remediation_id, v.seq,
  (SELECT count(DISTINCT d) FROM unnest(v.device_ids) AS d)
FROM verification_request v JOIN remediation_event e USING (remediation_id, seq)
WHERE v.device_ids <> '{}';
INSERT INTO device_request_device (request_id, device_id, fix_ids)
SELECT DISTINCT v.request_id, d.device_id, ARRAY[f.fix_id]
FROM verification_request v CROSS JOIN unnest(v.device_ids) AS u (device_id) JOIN device d ON d.device_id = u.device_id
  JOIN remediation r USING (remediation_id) JOIN fix f ON f.key = r.fix_id;
DROP TABLE verification_request;
