-- Remediations as daily work: split off and merged, given to people, watched, with files; the emergency track; forensic evidence;
-- fixes of several parts; devices that a person verified.

-- Devices of a fix can be split off into a remediation of their own. What is not split off stays with the one that is not.
ALTER TABLE remediation
  DROP CONSTRAINT remediation_fix_id_key,
  DROP CONSTRAINT remediation_closed_as_check,
  ADD CHECK (closed_as IN ('proven', 'verified', 'rejected', 'superseded', 'merged', 'excepted')),
  ADD COLUMN is_split boolean NOT NULL DEFAULT false,
  -- From which it was split off, and when: pauses of that one's clock from before are its pauses too.
  ADD COLUMN split_from uuid REFERENCES remediation,
  ADD COLUMN split_at timestamptz,
  ADD CHECK ((split_from IS NULL) = (split_at IS NULL)),
  -- When the emergency was declared in which it goes, or went; null where it goes its ordinary way.
  ADD COLUMN emergency_at timestamptz,
  -- Until when both leads approve the emergency; null where nothing is waited for any more.
  ADD COLUMN approve_by timestamptz,
  ADD CHECK (approve_by IS NULL OR emergency_at IS NOT NULL);
CREATE UNIQUE INDEX remediation_of_fix ON remediation (fix_id) WHERE NOT is_split;
CREATE INDEX remediation_by_fix ON remediation (fix_id);
CREATE INDEX remediation_approve_by ON remediation (approve_by) WHERE approve_by IS NOT NULL;
CREATE INDEX remediation_carrier ON remediation (carrier_id) WHERE place <> 'closed';
ALTER TABLE remediation_round
  DROP CONSTRAINT remediation_round_ended_as_check,
  ADD CHECK (ended_as IN ('proven', 'verified', 'rejected', 'superseded', 'merged', 'excepted'));

-- The devices of remediations that were split off. A device is in one remediation of a fix at a time.
CREATE TABLE remediation_device (
  fix_id text NOT NULL,
  device_id uuid NOT NULL REFERENCES device,
  remediation_id uuid NOT NULL REFERENCES remediation,
  PRIMARY KEY (fix_id, device_id)
);
CREATE INDEX remediation_device_remediation ON remediation_device (remediation_id);

CREATE FUNCTION check_remediation_device() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM remediation WHERE remediation_id = NEW.remediation_id AND fix_id = NEW.fix_id AND is_split
      AND closed_as IS DISTINCT FROM 'merged') THEN
    RAISE EXCEPTION 'only a remediation that was split off has devices of its own' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER remediation_device_holds BEFORE INSERT OR UPDATE ON remediation_device
  FOR EACH ROW EXECUTE FUNCTION check_remediation_device();

-- Who is told what happens to a remediation, besides those whose turn it is.
CREATE TABLE remediation_watcher (
  remediation_id uuid NOT NULL REFERENCES remediation,
  person_id uuid NOT NULL REFERENCES person,
  since timestamptz NOT NULL,
  PRIMARY KEY (remediation_id, person_id)
);
CREATE INDEX remediation_watcher_person ON remediation_watcher (person_id);

-- Files beside entries of the history. In the database, so that every server has them, they are saved with it, and a file is there
-- exactly when its entry is.
CREATE TABLE attachment (
  attachment_id uuid PRIMARY KEY,
  remediation_id uuid NOT NULL,
  seq integer NOT NULL,
  file_name text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 150 AND file_name !~ '[[:cntrl:]/\\"]'),
  kind text NOT NULL CHECK (kind IN ('png', 'jpeg', 'gif', 'webp', 'pdf', 'zip', 'gzip', 'text')),
  bytes integer NOT NULL CHECK (bytes BETWEEN 1 AND 10485760),
  sha256 bytea NOT NULL CHECK (sha256 = sha256(content)),
  content bytea NOT NULL CHECK (length(content) = bytes),
  -- An entry has one file at most.
  UNIQUE (remediation_id, seq),
  FOREIGN KEY (remediation_id, seq) REFERENCES remediation_event
);
-- Compressed already, mostly.
ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TRIGGER attachment_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON attachment EXECUTE FUNCTION refuse_history_change();

ALTER TABLE remediation_event
  DROP CONSTRAINT remediation_event_act_check,
  DROP CONSTRAINT remediation_event_check1,
  ADD CHECK (act IN ('open', 'hand-over', 'hand-back', 'already-in-place', 'reject', 'uphold', 'close', 'reopen', 'supersede', 'set-aside',
    'emergency', 'merge', 'deploy', 'deploy-result', 'request-verification', 'comment', 'attach', 'assign', 'split', 'absorb',
    'plan-test', 'test-result', 'approve-emergency', 'emergency-late', 'collect-evidence', 'waive-evidence', 'set-parts',
    'part-done', 'verify-devices')),
  ADD CHECK ((act IN ('open', 'hand-over', 'hand-back', 'already-in-place', 'reject', 'uphold', 'close', 'reopen', 'supersede', 'set-aside',
    'emergency', 'merge')) = (to_place IS NOT NULL));

-- As in 0003, and: acts of verifying are closed to everybody who deployed, said that a part is done, or did so in a remediation
-- that was merged into this one; an emergency is approved once by each team, by two people; what was merged is at its end.
CREATE OR REPLACE FUNCTION check_remediation_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before remediation_event%ROWTYPE;
  held_at text;
  declared integer;
BEGIN
  SELECT * INTO before FROM remediation_event WHERE remediation_id = NEW.remediation_id ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(before.seq, 0) + 1 OR NEW.at < before.at THEN
    RAISE EXCEPTION 'entry % of remediation % does not follow entry %', NEW.seq, NEW.remediation_id, before.seq
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.to_place IS NOT NULL THEN
    SELECT to_place INTO held_at FROM remediation_event
      WHERE remediation_id = NEW.remediation_id AND to_place IS NOT NULL ORDER BY seq DESC LIMIT 1;
    IF held_at IS DISTINCT FROM NEW.from_place THEN
      RAISE EXCEPTION 'the baton of remediation % is in %, not in %', NEW.remediation_id, held_at, NEW.from_place
        USING ERRCODE = 'restrict_violation';
    END IF;
    IF held_at = 'closed' AND EXISTS (
      SELECT FROM remediation_event e WHERE e.remediation_id = NEW.remediation_id AND e.act = 'merge') THEN
      RAISE EXCEPTION 'remediation % was merged into another', NEW.remediation_id USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  -- Separation of duties, a second time: whoever deployed, or made the key that did, does not verify.
  IF NEW.act IN ('close', 'verify-devices') AND EXISTS (
    SELECT FROM remediation_event e WHERE e.remediation_id = NEW.remediation_id
      AND ((e.act IN ('deploy', 'already-in-place', 'part-done') OR (e.act = 'hand-over' AND e.from_place = 'deploy'))
          AND (e.by_id = NEW.by_id OR e.by_person = NEW.by_person)
        OR e.details -> 'deployers' ?| array_remove(
          ARRAY['person:' || NEW.by_id, 'key:' || NEW.by_id, 'person:' || NEW.by_person], NULL))) THEN
    RAISE EXCEPTION 'whoever deployed cannot verify remediation %', NEW.remediation_id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.act = 'approve-emergency' THEN
    SELECT max(seq) INTO declared FROM remediation_event WHERE remediation_id = NEW.remediation_id AND act = 'emergency';
    IF declared IS NULL OR NEW.by_kind <> 'person' OR EXISTS (
      SELECT FROM remediation_event e WHERE e.remediation_id = NEW.remediation_id AND e.act = 'approve-emergency'
        AND e.seq > declared AND (e.by_team = NEW.by_team OR e.by_id = NEW.by_id)) THEN
      RAISE EXCEPTION 'an emergency is approved by one person of each team' USING ERRCODE = 'restrict_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
