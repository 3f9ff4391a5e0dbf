-- Evidence of both sides, the devices it is about, and what it comes to: cells.
--
-- Kept in full is the evidence, packed: one row a device and delivery. Cells are derived and can be recomputed: a row for
-- each that is not proven, and per device the list of those that are. Boards read only what is rolled up.

CREATE TYPE verdict AS ENUM ('disputed', 'unproven', 'open', 'proven', 'excepted');
CREATE TYPE move_owner AS ENUM ('it', 'infosec', 'both', 'none');
CREATE TYPE it_word AS ENUM ('installed', 'missing', 'not_applicable', 'failed', 'unknown', 'silent', 'absent');
CREATE TYPE infosec_word AS ENUM ('reported', 'not_reported', 'absent');
CREATE TYPE bridge_part AS ENUM ('it-not-counted', 'it-not-proven', 'infosec-not-proven', 'infosec-not-scanned');

-- ---------------------------------------------------------------------------------------------------------------------
-- Sources and their deliveries.

CREATE TABLE source (
  source_id uuid PRIMARY KEY,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- Whose word it is: never changes.
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  -- The format it delivers in ("nessus", "csv", "debsecan"), or "agent".
  kind text NOT NULL,
  -- After how many hours without a word of a device the source's record of it is stale.
  stale_after_hours integer NOT NULL DEFAULT 336 CHECK (stale_after_hours BETWEEN 1 AND 8784),
  -- Meaning of each column by its heading, as corrected by people; for CSV.
  mapping jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (team, name)
);
CREATE FUNCTION refuse_source_team_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the team of source % never changes', OLD.name USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER source_keeps_team BEFORE UPDATE OF team ON source
  FOR EACH ROW WHEN (OLD.team IS DISTINCT FROM NEW.team) EXECUTE FUNCTION refuse_source_team_change();

CREATE TABLE report (
  report_id uuid PRIMARY KEY,
  -- Known when the file has been read.
  source_id uuid REFERENCES source,
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
  bytes bigint NOT NULL CHECK (bytes >= 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- Team, file, and what was told beside it where the file does not say it itself: the same delivery twice has the same key.
  delivery_key text NOT NULL,
  format text,
  -- What was told with the delivery: {source, device, at, zone, mapping}.
  told jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  devices integer NOT NULL DEFAULT 0,
  new_devices integer NOT NULL DEFAULT 0,
  claims bigint NOT NULL DEFAULT 0,
  problems bigint NOT NULL DEFAULT 0,
  authenticated integer NOT NULL DEFAULT 0,
  not_authenticated integer NOT NULL DEFAULT 0,
  looked_from timestamptz,
  looked_to timestamptz,
  -- {code, message}
  error jsonb,
  -- The frame in which the report's silence means something: scope without the list of checks.
  scope jsonb,
  -- Numbers of the checks that ran, where the report lists them: JSON, zstd.
  checks bytea,
  imported_by_kind text NOT NULL CHECK (imported_by_kind IN ('person', 'key', 'device', 'system')),
  imported_by_id uuid,
  imported_by_name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'failed', 'cancelled'))),
  CHECK (state <> 'done' OR source_id IS NOT NULL),
  CHECK ((state = 'failed') = (error IS NOT NULL))
);
ALTER TABLE report ALTER COLUMN checks SET STORAGE EXTERNAL;
-- A delivery that failed or was cancelled may come again.
CREATE UNIQUE INDEX report_delivery ON report (delivery_key) WHERE state IN ('waiting', 'running', 'done');
CREATE INDEX report_newest ON report (created_at DESC, report_id);
CREATE INDEX report_of_source ON report (source_id, ended_at DESC);

-- The devices of a delivery are judged again chunk by chunk.
CREATE TABLE report_chunk (
  report_id uuid NOT NULL REFERENCES report ON DELETE CASCADE,
  ordinal integer NOT NULL,
  -- Cells whose verdict or cause moved; null until the chunk is judged.
  cells_changed integer,
  PRIMARY KEY (report_id, ordinal)
);

CREATE TABLE import_problem (
  report_id uuid NOT NULL REFERENCES report ON DELETE CASCADE,
  ordinal integer NOT NULL,
  line bigint,
  place text,
  what text NOT NULL,
  PRIMARY KEY (report_id, ordinal)
);

-- Exact names and addresses that scans were asked to look at.
CREATE TABLE scan_target (
  target text NOT NULL,
  source_id uuid NOT NULL REFERENCES source,
  PRIMARY KEY (target, source_id)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Devices and the names that join sources' records to them.

CREATE TABLE device (
  device_id uuid PRIMARY KEY,
  -- What people call it. 0: a name by IT, 1: a name by InfoSec, 2: an address; the lowest rank, then the first in order, wins,
  -- so that the order of deliveries does not matter.
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 253),
  name_rank smallint NOT NULL DEFAULT 2 CHECK (name_rank BETWEEN 0 AND 2),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX device_name ON device (lower(name) text_pattern_ops);

CREATE TABLE device_identifier (
  kind text NOT NULL,
  value text NOT NULL,
  device_id uuid NOT NULL REFERENCES device,
  -- Whose record told it first.
  source_id uuid NOT NULL REFERENCES source,
  PRIMARY KEY (kind, value, device_id)
);
CREATE INDEX device_identifier_of_device ON device_identifier (device_id);

-- What each source calls the device, and the identifier that joined its record to it.
CREATE TABLE device_record (
  device_id uuid NOT NULL REFERENCES device,
  source_id uuid NOT NULL REFERENCES source,
  shown text NOT NULL,
  -- Null where the record made the device.
  joined_kind text,
  joined_value text,
  PRIMARY KEY (device_id, source_id)
);

-- Two records of one inventory with one strong identifier: one of them may be a ghost.
CREATE TABLE device_twin (
  device_id uuid NOT NULL REFERENCES device,
  twin_of uuid NOT NULL REFERENCES device,
  kind text NOT NULL,
  value text NOT NULL,
  PRIMARY KEY (device_id, twin_of)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Evidence.

CREATE TABLE device_evidence (
  device_id uuid NOT NULL REFERENCES device,
  report_id uuid NOT NULL REFERENCES report,
  -- A scanner may visit one device at two addresses in one report.
  ordinal integer NOT NULL,
  source_id uuid NOT NULL REFERENCES source,
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  -- When the source saw the device; where it does not tell, when the report was delivered.
  seen_at timestamptz NOT NULL,
  -- A visit that logged in and ran the whole set of checks: what it does not report is not there.
  covers boolean NOT NULL,
  -- State, look, claims: JSON, zstd. Without what the tool said word by word, so that judging reads little.
  body bytea NOT NULL,
  -- What the tool said, a text a claim: JSON, zstd.
  excerpts bytea,
  PRIMARY KEY (device_id, report_id, ordinal)
);
ALTER TABLE device_evidence ALTER COLUMN body SET STORAGE EXTERNAL, ALTER COLUMN excerpts SET STORAGE EXTERNAL;
CREATE INDEX device_evidence_of_source ON device_evidence (source_id, device_id);

-- What findings anywhere in the fleet teach: which check looks for which fix; which products IT's tools name.
CREATE TABLE check_fix (
  fix_key text NOT NULL,
  check_id text NOT NULL,
  family text,
  -- False for a check over the network, whose silence is no look; null where the report does not say.
  is_local boolean,
  PRIMARY KEY (fix_key, check_id)
);
CREATE TABLE it_baseline (product text PRIMARY KEY);

-- ---------------------------------------------------------------------------------------------------------------------
-- Cells.

CREATE TABLE fix (
  fix_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- "KB5044273", "openssl 3.0.14-1~deb12u2"
  key text NOT NULL UNIQUE,
  -- Under which fixes replace one another: "kb:KB5044273", "pkg:openssl".
  product text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('kb', 'package', 'application', 'check')),
  name text NOT NULL,
  version text,
  title text NOT NULL
);
CREATE INDEX fix_product ON fix (product);

-- Older fixes whose cells were folded into this one, on any device.
CREATE TABLE fix_folded (
  fix_id integer NOT NULL REFERENCES fix,
  older text NOT NULL,
  PRIMARY KEY (fix_id, older)
);

-- One row a device that was judged: its proven cells, and its share of every rolled-up count.
CREATE TABLE device_cells (
  device_id uuid PRIMARY KEY REFERENCES device,
  proven integer[] NOT NULL,
  -- Minutes since 1970, one for each of `proven`.
  proven_since integer[] NOT NULL,
  open integer NOT NULL,
  disputed integer NOT NULL,
  unproven integer NOT NULL,
  excepted integer NOT NULL,
  it_counted integer NOT NULL,
  it_installed integer NOT NULL,
  infosec_scanned integer NOT NULL,
  infosec_not_reported integer NOT NULL,
  in_it boolean NOT NULL,
  in_infosec boolean NOT NULL,
  operating_system text,
  last_seen_by_it timestamptz,
  last_seen_by_infosec timestamptz,
  -- Hash of verdicts, causes and words: equal hashes, nothing to write. Empty until the device is judged.
  cells_hash bytea NOT NULL,
  judged_at timestamptz NOT NULL,
  -- How many lessons of the fleet (check_fix, it_baseline) were known when it was judged.
  lessons bigint NOT NULL DEFAULT 0,
  -- When time alone changes a verdict: an inventory goes stale.
  next_change_at timestamptz,
  required integer NOT NULL GENERATED ALWAYS AS (coalesce(array_length(proven, 1), 0) + open + disputed + unproven + excepted) STORED,
  CHECK (coalesce(array_length(proven, 1), 0) = coalesce(array_length(proven_since, 1), 0))
);
CREATE INDEX device_cells_next_change ON device_cells (next_change_at) WHERE next_change_at IS NOT NULL;

-- By which rules the cells are judged: a Baton with other rules judges them all again.
CREATE TABLE rules_in_force (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  rules text NOT NULL
);

-- A cell that is not proven.
CREATE TABLE cell (
  device_id uuid NOT NULL REFERENCES device,
  fix_id integer NOT NULL REFERENCES fix,
  verdict verdict NOT NULL CHECK (verdict <> 'proven'),
  cause text,
  also text[],
  owner move_owner NOT NULL,
  it_says it_word NOT NULL,
  infosec_says infosec_word NOT NULL,
  -- Where it stands on the way from IT's number to agreed, and from agreed to InfoSec's.
  it_part bridge_part,
  infosec_part bridge_part,
  since timestamptz NOT NULL,
  rule_version smallint,
  PRIMARY KEY (device_id, fix_id),
  CHECK ((cause IS NULL) = (rule_version IS NULL))
);
CREATE INDEX cell_fix ON cell (fix_id);
CREATE INDEX cell_cause ON cell (cause, device_id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Rolled up: the sum of all shards is the number. Sharded so that chunks that are judged side by side do not queue.

CREATE TABLE board_total (
  shard smallint PRIMARY KEY,
  devices bigint NOT NULL,
  in_it bigint NOT NULL,
  in_infosec bigint NOT NULL,
  in_both bigint NOT NULL,
  proven bigint NOT NULL,
  open bigint NOT NULL,
  disputed bigint NOT NULL,
  unproven bigint NOT NULL,
  excepted bigint NOT NULL,
  it_counted bigint NOT NULL,
  it_installed bigint NOT NULL,
  infosec_scanned bigint NOT NULL,
  infosec_not_reported bigint NOT NULL
);

-- Cells and devices by cause: `part` is a part of the bridge, or 'all' for the queue of disagreements.
CREATE TABLE cause_total (
  shard smallint NOT NULL,
  part text NOT NULL CHECK (part IN ('it-not-counted', 'it-not-proven', 'infosec-not-proven', 'infosec-not-scanned', 'all')),
  cause text NOT NULL,
  cells bigint NOT NULL,
  devices bigint NOT NULL,
  disputed bigint NOT NULL,
  PRIMARY KEY (shard, part, cause)
);

CREATE TABLE fix_total (
  shard smallint NOT NULL,
  fix_id integer NOT NULL REFERENCES fix,
  proven bigint NOT NULL,
  open bigint NOT NULL,
  disputed bigint NOT NULL,
  unproven bigint NOT NULL,
  excepted bigint NOT NULL,
  it_counted bigint NOT NULL,
  it_installed bigint NOT NULL,
  infosec_scanned bigint NOT NULL,
  infosec_not_reported bigint NOT NULL,
  -- Not proven, and one side says that the fix is missing.
  needs_work bigint NOT NULL,
  PRIMARY KEY (fix_id, shard)
);

-- The board at the end of each day.
CREATE TABLE board_day (
  day date PRIMARY KEY,
  proven bigint NOT NULL,
  required bigint NOT NULL,
  it_installed bigint NOT NULL,
  it_counted bigint NOT NULL,
  infosec_not_reported bigint NOT NULL,
  infosec_scanned bigint NOT NULL,
  disputed bigint NOT NULL,
  unproven bigint NOT NULL
);
