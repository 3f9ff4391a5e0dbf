-- Devices. (Grows to evidence and cells with their services.)

CREATE TABLE device (
  device_id uuid PRIMARY KEY,
  -- What people call it: the newest good name that a source gave it.
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 253)
);
