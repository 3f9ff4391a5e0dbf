-- Exceptions: a fix that is not applied on some devices, signed by both teams, with a control that is checked again.

CREATE TABLE exception (
  exception_id uuid PRIMARY KEY,
  -- As people name it: EX-12.
  number integer NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY,
  -- One fix, or every fix of one product while it lasts.
  fix_id integer REFERENCES fix,
  product text CHECK (length(product) BETWEEN 1 AND 300),
  state text NOT NULL CHECK (state IN
    ('asked', 'in-force', 'fixed', 'expired', 'reopened', 'ended', 'declined', 'withdrawn')),
  reason text NOT NULL CHECK (reason ~ '^[a-z][a-z-]{0,39}$'),
  -- The person who answers for it and to whom it comes back.
  owner_id uuid NOT NULL REFERENCES person,
  -- The round that is in force; null until one is.
  round integer CHECK (round > 0),
  starts_at timestamptz,
  -- Exclusive.
  ends_at timestamptz,
  revisit_at timestamptz,
  -- Rounds that both teams signed after the first.
  renewals integer NOT NULL DEFAULT 0 CHECK (renewals >= 0),
  -- When its controls are checked next.
  next_check_at timestamptz,
  asked_at timestamptz NOT NULL,
  ended_at timestamptz,
  -- A sentence.
  ended_because text CHECK (length(ended_because) <= 2000),
  ended_by_name text,
  CHECK ((fix_id IS NULL) <> (product IS NULL)),
  CHECK ((state IN ('asked', 'in-force')) = (ended_at IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
  CHECK (state <> 'in-force' OR round IS NOT NULL),
  CHECK (state <> 'asked' OR round IS NULL),
  CHECK (state NOT IN ('declined', 'withdrawn') OR round IS NULL),
  CHECK ((round IS NULL) = (ends_at IS NULL) AND (round IS NULL) = (starts_at IS NULL) AND (round IS NULL) = (revisit_at IS NULL)),
  CHECK (starts_at <= revisit_at AND revisit_at < ends_at)
);
CREATE INDEX exception_running ON exception (ends_at) WHERE state = 'in-force';
CREATE INDEX exception_asked ON exception (asked_at) WHERE state = 'asked';
CREATE INDEX exception_of_fix ON exception (fix_id) WHERE fix_id IS NOT NULL;
CREATE INDEX exception_of_product ON exception (product) WHERE product IS NOT NULL;

-- What is signed, to the letter: the first round is the request, each later one a renewal. Only appended, and closed once.
CREATE TABLE exception_round (
  exception_id uuid NOT NULL REFERENCES exception,
  round integer NOT NULL CHECK (round > 0),
  -- Canonical JSON.
  content text NOT NULL CHECK (length(content) <= 1000000),
  hash bytea NOT NULL CHECK (hash = sha256(convert_to(content, 'UTF8'))),
  asked_at timestamptz NOT NULL,
  asked_by_kind text NOT NULL CHECK (asked_by_kind IN ('person', 'key')),
  asked_by_id uuid NOT NULL,
  asked_by_name text NOT NULL,
  asked_by_team text NOT NULL CHECK (asked_by_team IN ('it', 'infosec')),
  -- When the second team signed.
  in_force_from timestamptz,
  closed_at timestamptz,
  -- How it ended without both signatures: 'lapsed' with the exception itself.
  closed_as text CHECK (closed_as IN ('declined', 'withdrawn', 'lapsed')),
  closed_by_name text,
  closed_because text CHECK (length(closed_because) <= 2000),
  PRIMARY KEY (exception_id, round),
  CHECK ((closed_at IS NULL) = (closed_as IS NULL)),
  CHECK (in_force_from IS NULL OR closed_at IS NULL)
);
-- One round at a time waits for signatures.
CREATE UNIQUE INDEX exception_round_waiting ON exception_round (exception_id)
  WHERE in_force_from IS NULL AND closed_at IS NULL;

CREATE FUNCTION check_exception_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'in_force_from' - 'closed_at' - 'closed_as' - 'closed_by_name' - 'closed_because')
      <> (to_jsonb(OLD) - 'in_force_from' - 'closed_at' - 'closed_as' - 'closed_by_name' - 'closed_because')
    OR OLD.in_force_from IS NOT NULL OR OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'what was offered for signing is not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.in_force_from IS NOT NULL AND
    (SELECT count(DISTINCT s.team) FROM exception_signature s
      WHERE s.exception_id = NEW.exception_id AND s.round = NEW.round) <> 2 THEN
    RAISE EXCEPTION 'an exception takes one signature of each team' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exception_round_holds BEFORE UPDATE ON exception_round FOR EACH ROW EXECUTE FUNCTION check_exception_round();
CREATE TRIGGER exception_round_stays BEFORE DELETE OR TRUNCATE ON exception_round EXECUTE FUNCTION refuse_history_change();

-- The devices that were named at the request. One that comes later needs an exception of its own.
CREATE TABLE exception_device (
  exception_id uuid NOT NULL REFERENCES exception,
  device_id uuid NOT NULL REFERENCES device,
  -- From then on it is set aside no more, whatever comes: the fix was proven there, or is required no more.
  settled_at timestamptz,
  settled_as text CHECK (settled_as IN ('proven', 'not-required')),
  PRIMARY KEY (exception_id, device_id),
  CHECK ((settled_at IS NULL) = (settled_as IS NULL))
);
CREATE INDEX exception_device_open ON exception_device (device_id) WHERE settled_at IS NULL;

CREATE TABLE exception_signature (
  exception_id uuid NOT NULL,
  round integer NOT NULL,
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  person_id uuid NOT NULL REFERENCES person,
  person_name text NOT NULL,
  -- The hash that the signer saw.
  hash bytea NOT NULL,
  proved_by text NOT NULL CHECK (proved_by IN ('password', 'passkey')),
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (exception_id, round, team),
  -- A person never signs for both teams.
  UNIQUE (exception_id, round, person_id),
  FOREIGN KEY (exception_id, round) REFERENCES exception_round
);

-- The laws of a signature, a second time.
CREATE FUNCTION check_exception_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM person p
    WHERE p.person_id = NEW.person_id AND p.team = NEW.team AND p.role <> 'viewer' AND p.deactivated_at IS NULL) THEN
    RAISE EXCEPTION 'only somebody who works in % signs for it', NEW.team USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM exception_round r WHERE r.exception_id = NEW.exception_id AND r.round = NEW.round
    AND r.hash = NEW.hash AND r.in_force_from IS NULL AND r.closed_at IS NULL) THEN
    RAISE EXCEPTION 'a signature is of what waits for it, to the letter' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.team = 'infosec' AND EXISTS (
    SELECT FROM exception x JOIN fix f ON f.fix_id = x.fix_id OR f.product = x.product
      JOIN remediation m ON m.fix_id = f.key JOIN remediation_event e USING (remediation_id)
    WHERE x.exception_id = NEW.exception_id
      AND ((e.act IN ('deploy', 'already-in-place', 'part-done') OR (e.act = 'hand-over' AND e.from_place = 'deploy'))
          AND (e.by_id = NEW.person_id OR e.by_person = NEW.person_id)
        OR e.details -> 'deployers' ? ('person:' || NEW.person_id))) THEN
    RAISE EXCEPTION 'whoever deployed cannot sign for InfoSec' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exception_signature_holds BEFORE INSERT ON exception_signature
  FOR EACH ROW EXECUTE FUNCTION check_exception_signature();
CREATE TRIGGER exception_signature_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON exception_signature
  EXECUTE FUNCTION refuse_history_change();

-- Each check of a control that said something else than the one before, and the newest time at which it was asked.
CREATE TABLE exception_check (
  exception_id uuid NOT NULL REFERENCES exception,
  -- Which of the round's controls, from 1.
  control smallint NOT NULL CHECK (control > 0),
  round integer NOT NULL,
  checked_at timestamptz NOT NULL,
  -- The newest check with the same answer.
  last_at timestamptz NOT NULL,
  checks integer NOT NULL DEFAULT 1 CHECK (checks > 0),
  holds boolean NOT NULL,
  devices integer NOT NULL,
  holding integer NOT NULL CHECK (holding <= devices),
  -- Names of devices where it does not hold, the first of them.
  failing text[] NOT NULL,
  PRIMARY KEY (exception_id, control, checked_at),
  CHECK (holds = (holding = devices)),
  CHECK (last_at >= checked_at)
);

-- The owner's word that a control is in place, for some days.
CREATE TABLE exception_attestation (
  exception_id uuid NOT NULL REFERENCES exception,
  -- To the letter: a renewal in other words needs another word.
  statement text NOT NULL CHECK (length(statement) BETWEEN 1 AND 1000),
  attested_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > attested_at),
  person_id uuid NOT NULL REFERENCES person,
  person_name text NOT NULL,
  note text NOT NULL CHECK (length(note) <= 2000),
  PRIMARY KEY (exception_id, statement, attested_at)
);
CREATE TRIGGER exception_attestation_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON exception_attestation
  EXECUTE FUNCTION refuse_history_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- Review meetings: what comes due is decided together, and the minutes are kept.

CREATE TABLE exception_meeting (
  meeting_id uuid PRIMARY KEY,
  held_at timestamptz NOT NULL,
  opened_by_name text NOT NULL,
  -- [{personId, name, team}], both teams.
  present jsonb NOT NULL CHECK (jsonb_typeof(present) = 'array'),
  closed_at timestamptz,
  closed_by_name text,
  notes text NOT NULL DEFAULT '' CHECK (length(notes) <= 20000),
  -- Null until it is closed.
  minutes text,
  CHECK ((closed_at IS NULL) = (minutes IS NULL)),
  CHECK ((closed_at IS NULL) = (closed_by_name IS NULL))
);
CREATE INDEX exception_meeting_held ON exception_meeting (held_at DESC, meeting_id);
CREATE UNIQUE INDEX exception_meeting_open ON exception_meeting ((true)) WHERE closed_at IS NULL;
CREATE FUNCTION refuse_meeting_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the minutes of a meeting stay as they are' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER exception_meeting_stays BEFORE UPDATE ON exception_meeting FOR EACH ROW
  WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_meeting_change();
CREATE TRIGGER exception_meeting_kept BEFORE DELETE OR TRUNCATE ON exception_meeting EXECUTE FUNCTION refuse_history_change();

CREATE TABLE exception_decision (
  meeting_id uuid NOT NULL REFERENCES exception_meeting,
  exception_id uuid NOT NULL REFERENCES exception,
  decision text NOT NULL CHECK (decision IN ('renew', 'end', 'hand-back')),
  note text NOT NULL CHECK (length(note) <= 2000),
  until timestamptz,
  decided_by uuid NOT NULL REFERENCES person,
  decided_by_name text NOT NULL,
  decided_at timestamptz NOT NULL,
  PRIMARY KEY (meeting_id, exception_id),
  CHECK ((decision = 'renew') = (until IS NOT NULL))
);
CREATE FUNCTION check_exception_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM exception_meeting m WHERE m.meeting_id = NEW.meeting_id AND m.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the meeting is closed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exception_decision_in_time BEFORE INSERT ON exception_decision
  FOR EACH ROW EXECUTE FUNCTION check_exception_decision();
CREATE TRIGGER exception_decision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON exception_decision
  EXECUTE FUNCTION refuse_history_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- The relay: a remediation all of whose cells are set aside ends as that; expired, they are found again.

ALTER TABLE remediation DROP CONSTRAINT remediation_closed_as_check,
  ADD CONSTRAINT remediation_closed_as_check CHECK (closed_as IN ('proven', 'rejected', 'superseded', 'excepted'));
ALTER TABLE remediation_event DROP CONSTRAINT remediation_event_act_check,
  ADD CONSTRAINT remediation_event_act_check CHECK (act IN ('open', 'hand-over', 'hand-back', 'already-in-place', 'reject',
    'uphold', 'close', 'reopen', 'supersede', 'set-aside', 'deploy', 'deploy-result', 'request-verification', 'comment'));
ALTER TABLE remediation_round DROP CONSTRAINT remediation_round_ended_as_check,
  ADD CONSTRAINT remediation_round_ended_as_check CHECK (ended_as IN ('proven', 'rejected', 'superseded', 'excepted'));
