-- Cells that are not proven, packed: of one device those of one state since one moment are one row. A device has a handful of
-- these where it had a row a cell, so that judging writes a seventh of the rows and entries of indexes (decision 0082).
-- Derived and checked against the evidence (baton reconcile --check), so without foreign keys.
CREATE TABLE cell_group (
  device_id uuid NOT NULL,
  state_id integer NOT NULL,
  since timestamptz NOT NULL,
  -- Each once; a fix of a device is in one group at most.
  fix_ids integer[] NOT NULL CHECK (cardinality(fix_ids) > 0)
);
INSERT INTO cell_group (device_id, state_id, since, fix_ids)
SELECT device_id, state_id, since, array_agg(fix_id ORDER BY fix_id) FROM cell GROUP BY device_id, state_id, since;
DROP VIEW cell_told;
DROP TABLE cell;
ALTER TABLE cell_group ADD PRIMARY KEY (device_id, state_id, since);
-- A list of work goes by the clock: of each state what has waited longest comes first, in the order of the index.
CREATE INDEX cell_group_of_state ON cell_group (state_id, since, device_id);
-- Who has a cell of a fix. New entries wait in a list that every search reads, so it is kept short.
CREATE INDEX cell_group_fixes ON cell_group USING gin (fix_ids) WITH (gin_pending_list_limit = 256);

-- A row a cell, to be narrowed by device, or by state and time. What is asked by fix is asked of the groups.
CREATE VIEW cell AS
SELECT g.device_id, f.fix_id, g.state_id, g.since FROM cell_group g CROSS JOIN LATERAL unnest(g.fix_ids) AS f (fix_id);
