-- What boards of any scope and day read: numbers rolled up by state and by device, days that are noted whole, fixes with
-- their vulnerabilities.

-- Lists walk devices in this order.
CREATE INDEX device_in_order ON device (lower(name), device_id);

-- The version of the data: rises with every transaction that moves a number or a scope. What was computed is kept by it. That of
-- past days rises only where something is judged as of a past moment.
ALTER TABLE board_total
  ADD COLUMN version bigint NOT NULL DEFAULT 0,
  ADD COLUMN past_version bigint NOT NULL DEFAULT 0;

-- Cells of each state: the sum of all shards.
CREATE TABLE state_total (
  shard smallint NOT NULL,
  state_id integer NOT NULL REFERENCES cell_state,
  cells bigint NOT NULL,
  PRIMARY KEY (shard, state_id)
);

-- The three numbers by devices, each counted once: a device is done when all its cells are. `excepted`: whether its excepted
-- cells are counted among them.
CREATE TABLE device_total (
  shard smallint NOT NULL,
  excepted boolean NOT NULL,
  required bigint NOT NULL,
  proven bigint NOT NULL,
  it_counted bigint NOT NULL,
  it_installed bigint NOT NULL,
  infosec_scanned bigint NOT NULL,
  infosec_not_reported bigint NOT NULL,
  PRIMARY KEY (shard, excepted)
);

INSERT INTO state_total (shard, state_id, cells)
SELECT 0, h.state_id, sum(h.cells)
FROM device_cells c CROSS JOIN LATERAL unnest(c.states, c.state_cells) AS h (state_id, cells)
WHERE c.first_judged_at IS NOT NULL GROUP BY h.state_id;

INSERT INTO device_total (shard, excepted, required, proven, it_counted, it_installed, infosec_scanned, infosec_not_reported)
SELECT 0, u.excepted, count(*), count(*) FILTER (WHERE proven = required), count(*) FILTER (WHERE counted > 0),
  count(*) FILTER (WHERE counted > 0 AND installed = counted), count(*) FILTER (WHERE scanned > 0),
  count(*) FILTER (WHERE scanned > 0 AND not_reported = scanned)
FROM (
  SELECT c.device_id, e.excepted, sum(h.cells) AS required, coalesce(sum(h.cells) FILTER (WHERE s.verdict = 'proven'), 0) AS proven,
    coalesce(sum(h.cells) FILTER (WHERE s.it_counts), 0) AS counted,
    coalesce(sum(h.cells) FILTER (WHERE s.it_says = 'installed'), 0) AS installed,
    coalesce(sum(h.cells) FILTER (WHERE s.scanned), 0) AS scanned,
    coalesce(sum(h.cells) FILTER (WHERE s.infosec_says = 'not_reported'), 0) AS not_reported
  FROM device_cells c CROSS JOIN LATERAL unnest(c.states, c.state_cells) AS h (state_id, cells)
  JOIN cell_state s USING (state_id) CROSS JOIN (VALUES (true), (false)) AS e (excepted)
  WHERE e.excepted OR s.verdict <> 'excepted'
  GROUP BY c.device_id, e.excepted
) u GROUP BY u.excepted;

ALTER TABLE board_day
  ADD COLUMN open bigint NOT NULL DEFAULT 0,
  ADD COLUMN excepted bigint NOT NULL DEFAULT 0,
  -- Disputed and unproven cells without a cause that fits.
  ADD COLUMN unexplained bigint NOT NULL DEFAULT 0,
  -- All that the board shows of the day; null where only its numbers were noted.
  ADD COLUMN figures jsonb,
  -- Noted after the day's end, with everything that moved in it. A day that is not is had by going back along the moves.
  ADD COLUMN settled boolean NOT NULL DEFAULT false,
  ADD CHECK (NOT settled OR figures IS NOT NULL);

-- The vulnerabilities that a fix removes: knowledge's, or where it does not know the fix, those that findings tell.
CREATE TABLE fix_cve (
  fix_id integer NOT NULL REFERENCES fix,
  cve text NOT NULL,
  PRIMARY KEY (fix_id, cve)
);
CREATE INDEX fix_cve_of_cve ON fix_cve (cve);
INSERT INTO fix_cve (fix_id, cve) SELECT fix_id, value FROM fix_told WHERE kind = 'cve';
