-- Identity can be undone: what a source calls a device may be set apart from it, by people or because its name says too little.

-- The device that people set the record apart from; their word comes before all that names say.
ALTER TABLE device_record ADD COLUMN apart_from uuid REFERENCES device;

-- Set where people put the last record of the device back: it is that other device. It keeps its history and has no cells.
ALTER TABLE device ADD COLUMN joined_into uuid REFERENCES device CHECK (joined_into <> device_id);

-- 'names': what a source calls the device was set apart from it, or put back to it. Looser than before, so nothing has to be read.
ALTER TABLE device_move DROP CONSTRAINT device_move_reason_check;
ALTER TABLE device_move ADD CONSTRAINT device_move_reason_check CHECK (reason IN
  ('report', 'check-in', 'time', 'knowledge', 'rules', 'setting', 'lesson', 'decision', 'asked', 'names')) NOT VALID;
