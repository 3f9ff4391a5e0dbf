-- When a check for a fix came out, as scanners date it ("2024-10-09"): a feed that is older did not have it, and its silence is no
-- look. A lesson of the fleet as those of check_fix; of several dates the earliest counts, in whatever order they came.
CREATE TABLE check_date (
  fix_key text NOT NULL,
  check_id text NOT NULL,
  published text NOT NULL,
  PRIMARY KEY (fix_key, check_id, published)
);
