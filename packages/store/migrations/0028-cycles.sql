-- Patch cycles: their schedule, what was required when each began, its retrospective, what people of both teams wrote into it,
-- and what they promised.

-- Every schedule that was set; the newest holds.
CREATE TABLE cycle_schedule (
  version integer PRIMARY KEY CHECK (version > 0),
  -- A rule of domain/cycles/cycle-schedule.ts.
  rule jsonb NOT NULL,
  -- IANA name: cycles begin at midnight there.
  time_zone text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 60),
  -- The day whose cycle is the first; null: that of set_at.
  since date,
  set_at timestamptz NOT NULL,
  set_by uuid NOT NULL REFERENCES person,
  set_by_name text NOT NULL,
  set_by_team text NOT NULL CHECK (set_by_team IN ('it', 'infosec'))
);
CREATE TRIGGER cycle_schedule_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON cycle_schedule
  EXECUTE FUNCTION refuse_history_change();

CREATE TABLE patch_cycle (
  cycle_id uuid PRIMARY KEY,
  number integer NOT NULL UNIQUE CHECK (number > 0),
  -- Half-open. The end may be moved by another schedule until it has passed; the start, and what was required then, never.
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  time_zone text NOT NULL CHECK (length(time_zone) BETWEEN 1 AND 60),
  schedule_version integer NOT NULL REFERENCES cycle_schedule,
  opened_at timestamptz NOT NULL,
  -- The numbers when it began.
  start_figures jsonb NOT NULL,
  -- The retrospective, once it has ended.
  figures jsonb,
  made_at timestamptz,
  -- When the second lead signed the retrospective: from then on nothing of it changes.
  closed_at timestamptz,
  CHECK (starts_at < ends_at),
  CHECK ((figures IS NULL) = (made_at IS NULL)),
  CHECK (made_at >= ends_at),
  CHECK (closed_at IS NULL OR figures IS NOT NULL),
  EXCLUDE USING gist (tstzrange(starts_at, ends_at) WITH &&)
);

-- What is frozen stays, a retrospective is made once, and both signatures a second time.
CREATE FUNCTION check_patch_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) - '{ends_at,time_zone,schedule_version,figures,made_at,closed_at}'::text[]
      <> to_jsonb(NEW) - '{ends_at,time_zone,schedule_version,figures,made_at,closed_at}'::text[] THEN
    RAISE EXCEPTION 'what cycle % began with stays', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.figures IS NOT NULL AND (NEW.figures <> OLD.figures OR NEW.made_at <> OLD.made_at OR NEW.ends_at <> OLD.ends_at)
    OR OLD.closed_at IS NOT NULL AND NEW.closed_at IS DISTINCT FROM OLD.closed_at THEN
    RAISE EXCEPTION 'the retrospective of cycle % is made and closed once', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.closed_at IS NOT NULL AND OLD.closed_at IS NULL AND NOT coalesce((
    SELECT count(DISTINCT team) = 2 AND count(DISTINCT person_id) = 2 AND max(signed_at) = NEW.closed_at
    FROM document_signature s WHERE s.kind = 'retrospective' AND s.document_id = NEW.cycle_id::text
      AND s.version = (SELECT max(version) FROM signed_document_version v
        WHERE v.kind = 'retrospective' AND v.document_id = NEW.cycle_id::text)), false) THEN
    RAISE EXCEPTION 'a retrospective is closed when both leads have signed it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER patch_cycle_holds BEFORE UPDATE ON patch_cycle FOR EACH ROW EXECUTE FUNCTION check_patch_cycle();
CREATE TRIGGER patch_cycle_stays BEFORE DELETE OR TRUNCATE ON patch_cycle EXECUTE FUNCTION refuse_history_change();

-- The fixes that were required when a cycle began; devices are those that had been judged by then. Whatever is required later
-- and is not of these is a late addition.
CREATE TABLE cycle_fix (
  cycle_id uuid NOT NULL REFERENCES patch_cycle,
  fix_id integer NOT NULL REFERENCES fix,
  required bigint NOT NULL CHECK (required > 0),
  proven bigint NOT NULL CHECK (proven >= 0),
  excepted bigint NOT NULL CHECK (excepted >= 0),
  PRIMARY KEY (cycle_id, fix_id),
  CHECK (proven + excepted <= required)
);
CREATE TRIGGER cycle_fix_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON cycle_fix EXECUTE FUNCTION refuse_history_change();

-- Devices with cells that were required when the cycle began and were neither proven nor excepted when it ended.
CREATE TABLE cycle_gap_device (
  cycle_id uuid NOT NULL REFERENCES patch_cycle,
  device_id uuid NOT NULL REFERENCES device,
  cells integer NOT NULL CHECK (cells > 0),
  PRIMARY KEY (cycle_id, device_id)
);
CREATE INDEX cycle_gap_device_device ON cycle_gap_device (device_id);
CREATE TRIGGER cycle_gap_device_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON cycle_gap_device
  EXECUTE FUNCTION refuse_history_change();

-- What people wrote under the prompts, each with its author. Taken back by its author, it stays here.
CREATE TABLE cycle_entry (
  entry_id uuid PRIMARY KEY,
  cycle_id uuid NOT NULL REFERENCES patch_cycle,
  prompt text NOT NULL CHECK (prompt IN ('worked', 'failed', 'adjust')),
  words text NOT NULL CHECK (length(words) BETWEEN 1 AND 2000),
  written_by uuid NOT NULL REFERENCES person,
  written_by_name text NOT NULL,
  written_by_team text NOT NULL CHECK (written_by_team IN ('it', 'infosec')),
  written_at timestamptz NOT NULL,
  taken_back_at timestamptz
);
CREATE INDEX cycle_entry_cycle ON cycle_entry (cycle_id, written_at);

-- What somebody will do, by when, and the number that it is to bring, where one was promised.
CREATE TABLE cycle_action (
  action_id uuid PRIMARY KEY,
  cycle_id uuid NOT NULL REFERENCES patch_cycle,
  what text NOT NULL CHECK (length(what) BETWEEN 1 AND 500),
  owner_id uuid NOT NULL REFERENCES person,
  owner_name text NOT NULL,
  owner_team text NOT NULL CHECK (owner_team IN ('it', 'infosec')),
  due_on date NOT NULL,
  -- {measure, target, cause} of domain/cycles/promise.ts.
  promise jsonb,
  made_by uuid NOT NULL REFERENCES person,
  made_by_name text NOT NULL,
  made_by_team text NOT NULL CHECK (made_by_team IN ('it', 'infosec')),
  made_at timestamptz NOT NULL,
  taken_back_at timestamptz
);
CREATE INDEX cycle_action_cycle ON cycle_action (cycle_id, made_at);

-- How a later cycle judges an action of an earlier one.
CREATE TABLE cycle_judgement (
  action_id uuid NOT NULL REFERENCES cycle_action,
  cycle_id uuid NOT NULL REFERENCES patch_cycle,
  judgement text NOT NULL CHECK (judgement IN ('done', 'not-done', 'carried')),
  note text NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
  -- What the promised number was in this cycle; null where none was promised.
  figure jsonb,
  -- Of a carried one, the new date.
  due_on date,
  judged_by uuid NOT NULL REFERENCES person,
  judged_by_name text NOT NULL,
  judged_by_team text NOT NULL CHECK (judged_by_team IN ('it', 'infosec')),
  judged_at timestamptz NOT NULL,
  PRIMARY KEY (action_id, cycle_id),
  CHECK ((judgement = 'carried') = (due_on IS NOT NULL))
);
CREATE INDEX cycle_judgement_cycle ON cycle_judgement (cycle_id);

-- What both leads have closed is not written into any more.
CREATE FUNCTION refuse_closed_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM patch_cycle WHERE cycle_id = NEW.cycle_id AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the retrospective is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cycle_entry_open BEFORE INSERT OR UPDATE ON cycle_entry FOR EACH ROW EXECUTE FUNCTION refuse_closed_cycle();
CREATE TRIGGER cycle_action_open BEFORE INSERT OR UPDATE ON cycle_action FOR EACH ROW EXECUTE FUNCTION refuse_closed_cycle();
CREATE TRIGGER cycle_judgement_open BEFORE INSERT OR UPDATE ON cycle_judgement
  FOR EACH ROW EXECUTE FUNCTION refuse_closed_cycle();

-- Written words and promises are taken back whole or stay as they are.
CREATE FUNCTION refuse_rewording() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.taken_back_at IS NOT NULL OR to_jsonb(OLD) - 'taken_back_at' <> to_jsonb(NEW) - 'taken_back_at' THEN
    RAISE EXCEPTION '% can be taken back, not changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cycle_entry_holds BEFORE UPDATE ON cycle_entry FOR EACH ROW EXECUTE FUNCTION refuse_rewording();
CREATE TRIGGER cycle_action_holds BEFORE UPDATE ON cycle_action FOR EACH ROW EXECUTE FUNCTION refuse_rewording();

-- Nobody judges what they own, and an action is judged after the cycle that it was made in.
CREATE FUNCTION check_cycle_judgement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM cycle_action a JOIN patch_cycle made ON made.cycle_id = a.cycle_id
      JOIN patch_cycle judging ON judging.cycle_id = NEW.cycle_id
    WHERE a.action_id = NEW.action_id AND a.taken_back_at IS NULL AND a.owner_id <> NEW.judged_by
      AND made.number < judging.number) THEN
    RAISE EXCEPTION 'an action is judged in a later cycle, and not by its owner' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cycle_judgement_holds BEFORE INSERT OR UPDATE ON cycle_judgement
  FOR EACH ROW EXECUTE FUNCTION check_cycle_judgement();

-- What a later cycle has judged stands in both.
CREATE FUNCTION refuse_judged_action() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM cycle_judgement WHERE action_id = NEW.action_id) THEN
    RAISE EXCEPTION 'a later cycle has judged the action' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cycle_action_judged BEFORE UPDATE ON cycle_action FOR EACH ROW EXECUTE FUNCTION refuse_judged_action();

CREATE TRIGGER cycle_entry_stays BEFORE DELETE OR TRUNCATE ON cycle_entry EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER cycle_action_stays BEFORE DELETE OR TRUNCATE ON cycle_action EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER cycle_judgement_stays BEFORE DELETE OR TRUNCATE ON cycle_judgement EXECUTE FUNCTION refuse_history_change();
