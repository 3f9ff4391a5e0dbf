-- Remediations: one fix across the devices that need it, carrying the baton; service levels.

-- Every version of a policy is kept: each deadline cites the one that set it.
CREATE TABLE service_policy (
  policy_id text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  body jsonb NOT NULL,
  in_force_from timestamptz NOT NULL,
  PRIMARY KEY (policy_id, version)
);

CREATE TABLE remediation (
  remediation_id uuid PRIMARY KEY,
  -- "KB5044273", "openssl 3.0.14-1~deb12u2". One remediation a fix: found again, it is opened again.
  fix_id text NOT NULL UNIQUE CHECK (length(fix_id) BETWEEN 1 AND 300),

  -- What is known of the fix, as of the last look at it.
  title text NOT NULL,
  fixed_at text,
  cves text[] NOT NULL,
  kev text[] NOT NULL,
  severity text CHECK (severity IN ('critical', 'high', 'medium', 'low', 'none')),
  severity_by text,
  published text,
  replaces text[] NOT NULL,

  -- Where the history (remediation_event) has brought it; written together with each event.
  version integer NOT NULL CHECK (version > 0),
  place text NOT NULL CHECK (place IN
    ('identify', 'prioritise', 'accept', 'test', 'approve', 'deploy', 'verify', 'rejected', 'closed')),
  -- Exactly one team holds the baton, at every moment.
  holder text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN place IN ('accept', 'test', 'approve', 'deploy') THEN 'it' ELSE 'infosec' END) STORED,
  closed_as text CHECK (closed_as IN ('proven', 'rejected', 'superseded')),
  in_place_since timestamptz NOT NULL,
  held_since timestamptz NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  reopened integer NOT NULL CHECK (reopened >= 0),
  -- Who of the holding team moved it last; null where nobody of that team has yet.
  carrier_id uuid,
  carrier_name text,

  -- Its cells by verdict, as of the last look at them.
  proven integer NOT NULL,
  open integer NOT NULL,
  disputed integer NOT NULL,
  unproven integer NOT NULL,
  excepted integer NOT NULL,
  installed integer NOT NULL,
  it_counted integer NOT NULL,
  scanned integer NOT NULL,
  not_reported integer NOT NULL,

  -- The clock.
  policy_id text NOT NULL,
  policy_version integer NOT NULL,
  tier_id text NOT NULL,
  tier_because text,
  clock_aim text NOT NULL CHECK (clock_aim IN ('test', 'fix')),
  clock_event text NOT NULL CHECK (clock_event IN ('published', 'detected', 'prioritised', 'tested')),
  clock_started_at timestamptz,
  due_at timestamptz,
  latest_at timestamptz,

  FOREIGN KEY (policy_id, policy_version) REFERENCES service_policy,
  CHECK ((place = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((place = 'closed') = (closed_as IS NOT NULL))
);
CREATE INDEX remediation_due ON remediation (due_at NULLS LAST, remediation_id) WHERE place <> 'closed';
CREATE INDEX remediation_place ON remediation (place);

-- The history. What is here decides; the row above is read from it.
CREATE TABLE remediation_event (
  remediation_id uuid NOT NULL REFERENCES remediation,
  seq integer NOT NULL CHECK (seq > 0),
  at timestamptz NOT NULL,
  act text NOT NULL CHECK (act IN ('open', 'hand-over', 'hand-back', 'already-in-place', 'reject', 'uphold', 'close', 'reopen',
    'supersede', 'deploy', 'deploy-result', 'request-verification', 'comment')),
  from_place text,
  to_place text,
  by_kind text NOT NULL CHECK (by_kind IN ('person', 'key', 'device', 'system')),
  by_id uuid,
  -- The person who acted, or who made the key that acted.
  by_person uuid,
  by_name text NOT NULL,
  by_team text CHECK (by_team IN ('it', 'infosec')),
  by_role text CHECK (by_role IN ('lead', 'member', 'viewer')),
  note text,
  reject_reason text,
  -- Numbers and lists that the sentence of the entry is made from.
  details jsonb NOT NULL,
  PRIMARY KEY (remediation_id, seq),
  CHECK ((by_kind IN ('person', 'key')) = (by_team IS NOT NULL)),
  CHECK (act IN ('deploy', 'deploy-result', 'request-verification', 'comment') = (to_place IS NULL))
);
CREATE INDEX remediation_event_person ON remediation_event (by_person) WHERE by_person IS NOT NULL;

-- Entries follow one another without holes, each from where the one before it left the baton.
CREATE FUNCTION check_remediation_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before remediation_event%ROWTYPE;
  held_at text;
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
  END IF;
  -- Separation of duties, a second time: whoever deployed, or made the key that did, does not close.
  IF NEW.act = 'close' AND EXISTS (
    SELECT FROM remediation_event e WHERE e.remediation_id = NEW.remediation_id
      AND (e.act IN ('deploy', 'already-in-place') OR (e.act = 'hand-over' AND e.from_place = 'deploy'))
      AND (e.by_id = NEW.by_id OR e.by_person = NEW.by_person)) THEN
    RAISE EXCEPTION 'whoever deployed cannot verify remediation %', NEW.remediation_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER remediation_event_follows BEFORE INSERT ON remediation_event
  FOR EACH ROW EXECUTE FUNCTION check_remediation_event();

CREATE FUNCTION refuse_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only appended: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER remediation_event_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON remediation_event
  EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER service_policy_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON service_policy
  EXECUTE FUNCTION refuse_history_change();

-- What InfoSec was asked to look at again.
CREATE TABLE verification_request (
  request_id uuid PRIMARY KEY,
  remediation_id uuid NOT NULL,
  seq integer NOT NULL,
  device_ids uuid[] NOT NULL,
  -- [{kind: 'check' | 'cve', id}]
  checks jsonb NOT NULL,
  FOREIGN KEY (remediation_id, seq) REFERENCES remediation_event
);
CREATE INDEX verification_request_of_remediation ON verification_request (remediation_id);

-- What findings tell of a fix that knowledge does not know: its CVEs and the scanners' words of severity, for its tier.
CREATE TABLE fix_told (
  fix_id integer NOT NULL REFERENCES fix,
  kind text NOT NULL CHECK (kind IN ('cve', 'severity')),
  value text NOT NULL,
  PRIMARY KEY (fix_id, kind, value)
);
