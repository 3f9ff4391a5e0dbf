-- The history of IT's words: what was said of a device before the newest word, so that a fix that goes in and out can be told.
-- Judging reads the newest word and the few lines of device_flap, never these rows.

-- Earlier words of one source of IT on a device, the newest five; the newest of all is in device_evidence.
CREATE TABLE device_past_word (
  device_id uuid NOT NULL REFERENCES device,
  report_id uuid NOT NULL REFERENCES report,
  ordinal integer NOT NULL,
  source_id uuid NOT NULL REFERENCES source,
  seen_at timestamptz NOT NULL,
  -- As in device_evidence; without what the tool said word by word.
  body bytea NOT NULL,
  PRIMARY KEY (device_id, report_id, ordinal)
);
ALTER TABLE device_past_word ALTER COLUMN body SET STORAGE EXTERNAL;

-- Products that went in and out by the words of one source: JSON, zstd. No row where none did.
CREATE TABLE device_flap (
  device_id uuid NOT NULL REFERENCES device,
  source_id uuid NOT NULL REFERENCES source,
  body bytea NOT NULL,
  PRIMARY KEY (device_id, source_id)
);
ALTER TABLE device_flap ALTER COLUMN body SET STORAGE EXTERNAL;
