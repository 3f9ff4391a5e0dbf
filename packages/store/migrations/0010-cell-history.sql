-- Cells in fewer bytes, and every move that they make.
--
-- What a cell comes to (verdict, cause, words, parts of the bridge) is one of a few hundred states: a dictionary holds them,
-- a cell holds a number. Moves are kept packed, a row a device and judging, so that a past number can be had again and the
-- way between two days is a list that sums.

CREATE TABLE cell_state (
  state_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  verdict verdict NOT NULL,
  cause text,
  also text[] NOT NULL,
  owner move_owner NOT NULL,
  it_says it_word NOT NULL,
  infosec_says infosec_word NOT NULL,
  -- Where such a cell stands on the way from IT's number to agreed, and from agreed to InfoSec's.
  it_part bridge_part,
  infosec_part bridge_part,
  rule_version smallint,
  it_counts boolean NOT NULL GENERATED ALWAYS AS (it_says IN ('installed', 'missing', 'failed')) STORED,
  scanned boolean NOT NULL GENERATED ALWAYS AS (infosec_says <> 'absent') STORED,
  -- Work for a remediation: not proven, and one side says that the fix is missing.
  needs_work boolean NOT NULL GENERATED ALWAYS AS (
    verdict NOT IN ('proven', 'excepted') AND (infosec_says = 'reported' OR it_says IN ('missing', 'failed'))) STORED,
  CHECK ((cause IS NULL) = (rule_version IS NULL)),
  UNIQUE NULLS NOT DISTINCT (verdict, cause, also, owner, it_says, infosec_says, it_part, infosec_part, rule_version)
);

INSERT INTO cell_state (verdict, cause, also, owner, it_says, infosec_says, it_part, infosec_part, rule_version)
SELECT DISTINCT verdict, cause, coalesce(also, '{}'), owner, it_says, infosec_says, it_part, infosec_part, rule_version FROM cell
UNION ALL
SELECT 'proven', NULL, '{}', 'none', 'installed', 'not_reported', NULL, NULL, NULL;

-- A cell that is not proven. Derived and checked against the evidence (baton reconcile --check); foreign keys would double the
-- time of writing 10 million of them, and only judging writes here, with numbers that it has just read.
CREATE TABLE narrow_cell (
  device_id uuid NOT NULL,
  fix_id integer NOT NULL,
  state_id integer NOT NULL,
  since timestamptz NOT NULL
);
INSERT INTO narrow_cell (device_id, fix_id, state_id, since)
SELECT c.device_id, c.fix_id, s.state_id, c.since
FROM cell c JOIN cell_state s ON s.verdict = c.verdict AND s.cause IS NOT DISTINCT FROM c.cause
  AND s.also = coalesce(c.also, '{}') AND s.owner = c.owner AND s.it_says = c.it_says AND s.infosec_says = c.infosec_says
  AND s.it_part IS NOT DISTINCT FROM c.it_part AND s.infosec_part IS NOT DISTINCT FROM c.infosec_part
  AND s.rule_version IS NOT DISTINCT FROM c.rule_version;
DROP TABLE cell;
ALTER TABLE narrow_cell RENAME TO cell;
ALTER TABLE cell ADD CONSTRAINT cell_pkey PRIMARY KEY (device_id, fix_id);
CREATE INDEX cell_fix ON cell (fix_id, state_id);
CREATE INDEX cell_of_state ON cell (state_id, device_id);

-- Cells with what they come to.
CREATE VIEW cell_told AS
SELECT c.device_id, c.fix_id, c.state_id, c.since, s.verdict, s.cause, s.also, s.owner, s.it_says, s.infosec_says,
  s.it_part, s.infosec_part, s.rule_version
FROM cell c JOIN cell_state s USING (state_id);

ALTER TABLE device_cells
  -- States of `proven`, where one of them is more than plainly proven.
  ADD COLUMN proven_states integer[],
  -- How many cells the device has of each state, proven ones too: every number of any set of devices is a sum over these.
  ADD COLUMN states integer[] NOT NULL DEFAULT '{}',
  ADD COLUMN state_cells integer[] NOT NULL DEFAULT '{}',
  -- Null until it is judged: a row to be locked by, and nothing more.
  ADD COLUMN first_judged_at timestamptz,
  ADD CHECK (coalesce(array_length(states, 1), 0) = coalesce(array_length(state_cells, 1), 0)),
  ADD CHECK (proven_states IS NULL OR array_length(proven_states, 1) = array_length(proven, 1));
UPDATE device_cells SET first_judged_at = judged_at WHERE length(cells_hash) > 0;
ALTER TABLE device_cells DROP COLUMN cells_hash;
WITH counted AS (
  SELECT device_id, state_id, count(*)::integer AS cells FROM cell GROUP BY device_id, state_id
  UNION ALL
  SELECT d.device_id, s.state_id, array_length(d.proven, 1)
  FROM device_cells d CROSS JOIN cell_state s WHERE s.verdict = 'proven' AND array_length(d.proven, 1) > 0
)
UPDATE device_cells d SET states = c.states, state_cells = c.cells
FROM (SELECT device_id, array_agg(state_id ORDER BY state_id) AS states, array_agg(cells ORDER BY state_id) AS cells
  FROM counted GROUP BY device_id) c
WHERE d.device_id = c.device_id;

-- What one judging of one device moved, and why it was judged.
CREATE TABLE device_move (
  move_id bigint GENERATED ALWAYS AS IDENTITY,
  device_id uuid NOT NULL REFERENCES device,
  moved_at timestamptz NOT NULL,
  -- 'report': a delivery came. 'check-in': an agent spoke. 'time': a record went stale, or what was decided ran out.
  -- 'knowledge', 'rules', 'setting': what is judged by changed. 'lesson': another device's report told which check looks for
  -- which fix. 'decision': people excepted or confirmed. 'asked': somebody had it judged again.
  reason text NOT NULL CHECK (reason IN
    ('report', 'check-in', 'time', 'knowledge', 'rules', 'setting', 'lesson', 'decision', 'asked')),
  report_id uuid REFERENCES report,
  -- The device's first judging: all its cells appear; the lists are empty, because they are what later moves lead back to.
  first boolean NOT NULL,
  fix_ids integer[] NOT NULL,
  -- States before and after, one for each fix; 0 where there was, or is, no such cell.
  befores integer[] NOT NULL,
  afters integer[] NOT NULL,
  PRIMARY KEY (device_id, move_id),
  CHECK (coalesce(array_length(fix_ids, 1), 0) = coalesce(array_length(befores, 1), 0)),
  CHECK (coalesce(array_length(fix_ids, 1), 0) = coalesce(array_length(afters, 1), 0)),
  CHECK (first = (fix_ids = '{}')),
  CHECK ((reason = 'report') = (report_id IS NOT NULL))
);
CREATE INDEX device_move_at ON device_move (moved_at);
CREATE TRIGGER device_move_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON device_move
  EXECUTE FUNCTION refuse_history_change();
INSERT INTO device_move (device_id, moved_at, reason, report_id, first, fix_ids, befores, afters)
SELECT device_id, first_judged_at, 'asked', NULL, true, '{}', '{}', '{}' FROM device_cells WHERE first_judged_at IS NOT NULL;

-- What people and exports tell of a device beyond its names: what scopes are made of. Half-open ranges, so that a scope of a
-- past day can be had again.
CREATE TABLE device_attribute (
  device_id uuid NOT NULL REFERENCES device,
  kind text NOT NULL CHECK (kind IN ('group', 'tag', 'site', 'criticality', 'owner', 'unit', 'exposure')),
  value text NOT NULL CHECK (length(value) BETWEEN 1 AND 100),
  valid_from timestamptz NOT NULL,
  valid_until timestamptz CHECK (valid_until > valid_from),
  told_by text NOT NULL,
  PRIMARY KEY (device_id, kind, value, valid_from)
);
-- A device may have many groups and tags, and one of each other kind.
CREATE UNIQUE INDEX device_attribute_one ON device_attribute (device_id, kind)
  WHERE valid_until IS NULL AND kind NOT IN ('group', 'tag');
CREATE INDEX device_attribute_value ON device_attribute (kind, value, device_id);
