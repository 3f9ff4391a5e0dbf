-- What a rule set would change, and what InfoSec answers where positive proof says that a scanner is wrong. The rule set itself
-- is a document that both leads sign (signed_document_*, kind 'rule-set').

-- What a draft of the rule set would change on the fleet of a day: the newest preview of each text.
CREATE TABLE rule_set_preview (
  -- SHA-256 of the draft's canonical JSON, hexadecimal: it stays true of the version that is offered from it.
  content_hash text PRIMARY KEY CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  work_id uuid NOT NULL REFERENCES work,
  -- Null until it was made once to its end.
  result jsonb,
  made_at timestamptz NOT NULL DEFAULT now()
);

-- An answer of a person of InfoSec about one cell: that the scanner is wrong there, or that its check is right. Judging reads
-- those that are open; whether one still holds (its evidence as it was, not expired) is found anew each time.
CREATE TABLE confirmation (
  confirmation_id uuid PRIMARY KEY,
  -- Those given in one act on one check.
  act_id uuid NOT NULL,
  device_id uuid NOT NULL REFERENCES device,
  fix_id integer NOT NULL REFERENCES fix,
  answer text NOT NULL CHECK (answer IN ('scanner-wrong', 'check-right')),
  cause text NOT NULL,
  rule_version smallint NOT NULL,
  check_tool text NOT NULL,
  check_id text NOT NULL,
  check_name text NOT NULL,
  -- The facts that decided, as text, and their hash.
  proof text NOT NULL,
  proof_key text NOT NULL CHECK (proof_key ~ '^[0-9a-f]{64}$'),
  -- Both sides' evidence as it was shown, and what goes out as VEX.
  evidence jsonb NOT NULL,
  note text NOT NULL CHECK (length(note) <= 2000),
  given_by uuid NOT NULL REFERENCES person,
  given_by_name text NOT NULL,
  given_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  -- Taken back by a person, or replaced by a later answer about the same check on the same cell.
  ended_at timestamptz,
  ended_as text CHECK (ended_as IN ('taken-back', 'replaced')),
  ended_by_name text,
  CHECK (expires_at > given_at),
  CHECK (answer = 'scanner-wrong' OR length(note) > 0),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL))
);
CREATE UNIQUE INDEX confirmation_open ON confirmation (device_id, fix_id, check_tool, check_id) WHERE ended_at IS NULL;
CREATE INDEX confirmation_given ON confirmation (given_at DESC, confirmation_id);
CREATE INDEX confirmation_check ON confirmation (check_tool, check_id);

CREATE FUNCTION guard_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT team FROM person WHERE person_id = NEW.given_by) IS DISTINCT FROM 'infosec' THEN
    RAISE EXCEPTION 'only a person of InfoSec confirms or upholds';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmation_guarded BEFORE INSERT ON confirmation FOR EACH ROW EXECUTE FUNCTION guard_confirmation();
