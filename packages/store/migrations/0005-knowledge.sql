-- Knowledge of fixes and vulnerabilities. The bundle itself is kept: rules read it in memory. Beside it what people search.

CREATE TABLE knowledge_bundle (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea NOT NULL,
  -- Date of the newest source in it.
  date text NOT NULL,
  -- [{name, licence, date, url, records}]
  sources jsonb NOT NULL,
  fixes integer NOT NULL,
  vulnerabilities integer NOT NULL,
  loaded_at timestamptz NOT NULL,
  loaded_by text NOT NULL,
  is_current boolean NOT NULL
);
ALTER TABLE knowledge_bundle ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX knowledge_bundle_current ON knowledge_bundle (is_current) WHERE is_current;

CREATE TABLE known_fix (
  key text PRIMARY KEY,
  title text NOT NULL,
  product text NOT NULL,
  version text,
  published text,
  cves integer NOT NULL,
  kev integer NOT NULL,
  highest_epss real
);
CREATE INDEX known_fix_key ON known_fix (lower(key) text_pattern_ops);
CREATE INDEX known_fix_published ON known_fix (published DESC NULLS LAST, key);

CREATE TABLE known_fix_cve (
  cve text NOT NULL,
  key text NOT NULL,
  PRIMARY KEY (cve, key)
);
CREATE INDEX known_fix_cve_pattern ON known_fix_cve (cve text_pattern_ops);
