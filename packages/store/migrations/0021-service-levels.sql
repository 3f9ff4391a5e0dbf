-- Service levels: the policy as a signed document, why deadlines moved, pauses, maintenance windows, rounds, messages.

-- Version 0 is the shipped policy, signed by nobody: signed versions count from 1. What earlier Batons kept as version 1 of
-- the default was the shipped one; its tiers get the form that they have now: a chain of budgets instead of one.
ALTER TABLE service_policy DISABLE TRIGGER service_policy_stays;
ALTER TABLE service_policy DROP CONSTRAINT service_policy_version_check;
ALTER TABLE service_policy ADD CHECK (version >= 0);
INSERT INTO service_policy (policy_id, version, body, in_force_from)
SELECT policy_id, 0, body || jsonb_build_object(
    'version', 0, 'freezes', '[]'::jsonb,
    'escalation', '[{"afterHours": 0, "to": ["it-lead", "infosec-lead"]}]'::jsonb,
    'citation', 'Baton: critical 72 h from tested, high 7 days, the rest within the cycle',
    'tiers', (SELECT jsonb_agg((tier - 'budget') || jsonb_build_object('forensicTriage', false, 'budgets',
        CASE WHEN jsonb_typeof(tier -> 'budget') = 'object' THEN jsonb_build_array(tier -> 'budget') ELSE '[]'::jsonb END)
      ORDER BY place) FROM jsonb_array_elements(body -> 'tiers') WITH ORDINALITY AS tiers (tier, place))),
  in_force_from
FROM service_policy WHERE policy_id = 'default' AND version = 1;
UPDATE remediation SET policy_version = 0 WHERE policy_id = 'default' AND policy_version = 1;
DELETE FROM service_policy WHERE policy_id = 'default' AND version = 1;
ALTER TABLE service_policy ENABLE TRIGGER service_policy_stays;

ALTER TABLE remediation DROP CONSTRAINT remediation_clock_aim_check;
ALTER TABLE remediation
  ADD CHECK (clock_aim IN ('prioritise', 'test', 'fix')),
  -- When somebody is to be told of the clock next; null where nobody is.
  ADD COLUMN next_mark_at timestamptz;
CREATE INDEX remediation_next_mark ON remediation (next_mark_at) WHERE next_mark_at IS NOT NULL;
CREATE INDEX remediation_closed ON remediation (closed_at) WHERE place = 'closed';

-- A clock that was set anew is looked at anew: whatever moved it, no mark is passed unseen.
CREATE FUNCTION look_at_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.place = 'closed' OR NEW.due_at IS NULL THEN
    NEW.next_mark_at := NULL;
  ELSIF TG_OP = 'INSERT' THEN
    NEW.next_mark_at := NEW.clock_started_at;
  ELSIF NEW.due_at IS DISTINCT FROM OLD.due_at OR NEW.clock_started_at IS DISTINCT FROM OLD.clock_started_at
    OR OLD.place = 'closed' THEN
    NEW.next_mark_at := NEW.clock_started_at;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER remediation_clock_looked_at BEFORE INSERT OR UPDATE OF place, due_at, clock_started_at ON remediation
  FOR EACH ROW EXECUTE FUNCTION look_at_clock();
UPDATE remediation SET next_mark_at = clock_started_at WHERE place <> 'closed' AND due_at IS NOT NULL;

-- Every deadline that a remediation has had: when it moved, why, from when to when, by which version of the policy.
CREATE TABLE deadline_change (
  remediation_id uuid NOT NULL REFERENCES remediation,
  change_id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  event text NOT NULL CHECK (event IN ('opened', 'reopened', 'handed-over', 'facts', 'policy', 'pause')),
  why text NOT NULL,
  from_due_at timestamptz,
  to_due_at timestamptz,
  aim text NOT NULL CHECK (aim IN ('prioritise', 'test', 'fix')),
  tier_id text NOT NULL,
  policy_id text NOT NULL,
  policy_version integer NOT NULL,
  PRIMARY KEY (remediation_id, change_id),
  FOREIGN KEY (policy_id, policy_version) REFERENCES service_policy
);
CREATE TRIGGER deadline_change_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON deadline_change
  EXECUTE FUNCTION refuse_history_change();

-- A round that ended, with the clock by which it ended: from detection to the close. Found again, another round begins.
CREATE TABLE remediation_round (
  remediation_id uuid NOT NULL REFERENCES remediation,
  -- 0: the first; how often it had been opened again before.
  round integer NOT NULL CHECK (round >= 0),
  detected_at timestamptz NOT NULL,
  -- When IT last handed it over to verify; null where it never did.
  deployed_at timestamptz,
  ended_at timestamptz NOT NULL,
  ended_as text NOT NULL CHECK (ended_as IN ('proven', 'rejected', 'superseded')),
  clock_started_at timestamptz,
  due_at timestamptz,
  tier_id text NOT NULL,
  policy_id text NOT NULL,
  policy_version integer NOT NULL,
  PRIMARY KEY (remediation_id, round),
  CHECK (ended_at >= detected_at),
  FOREIGN KEY (policy_id, policy_version) REFERENCES service_policy
);
CREATE INDEX remediation_round_ended ON remediation_round (ended_at);
CREATE INDEX remediation_round_late ON remediation_round (ended_at) WHERE ended_at > due_at;
CREATE TRIGGER remediation_round_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON remediation_round
  EXECUTE FUNCTION refuse_history_change();
INSERT INTO remediation_round
SELECT r.remediation_id, r.reopened, d.at, p.at, r.closed_at, r.closed_as, r.clock_started_at, r.due_at, r.tier_id, r.policy_id,
  r.policy_version
FROM remediation r
CROSS JOIN LATERAL (SELECT at FROM remediation_event e WHERE e.remediation_id = r.remediation_id
  AND act IN ('open', 'reopen') ORDER BY seq DESC LIMIT 1) d
LEFT JOIN LATERAL (SELECT at FROM remediation_event e WHERE e.remediation_id = r.remediation_id AND to_place = 'verify'
  AND e.at >= d.at ORDER BY seq DESC LIMIT 1) p ON true
WHERE r.place = 'closed';

-- A pause of one remediation's clock. It is a document that both leads sign (kind 'pause'); signed by both, it runs.
CREATE TABLE clock_pause (
  pause_id uuid PRIMARY KEY,
  remediation_id uuid NOT NULL REFERENCES remediation,
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  ends_at timestamptz NOT NULL,
  asked_at timestamptz NOT NULL,
  asked_by text NOT NULL,
  asked_by_team text NOT NULL CHECK (asked_by_team IN ('it', 'infosec')),
  -- When the second team signed; null while a signature is missing.
  starts_at timestamptz,
  -- Ended before its time, or withdrawn before it was signed.
  ended_at timestamptz,
  ended_by text,
  CHECK (ends_at > asked_at),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK (starts_at IS NULL OR starts_at < ends_at)
);
CREATE INDEX clock_pause_remediation ON clock_pause (remediation_id);

-- Both signatures a second time: a pause runs from the moment of the later one, never from before.
CREATE FUNCTION check_clock_pause() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - 'starts_at' - 'ended_at' - 'ended_by')
      <> (to_jsonb(NEW) - 'starts_at' - 'ended_at' - 'ended_by')
    OR TG_OP = 'UPDATE' AND (OLD.starts_at IS NOT NULL AND OLD.starts_at IS DISTINCT FROM NEW.starts_at
      OR OLD.ended_at IS NOT NULL AND OLD.ended_at IS DISTINCT FROM NEW.ended_at) THEN
    RAISE EXCEPTION 'a pause can be begun once and ended once' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.starts_at IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.starts_at IS NULL) AND NOT coalesce((
    SELECT count(DISTINCT team) = 2 AND count(DISTINCT person_id) = 2 AND max(signed_at) = NEW.starts_at
    FROM document_signature WHERE kind = 'pause' AND document_id = NEW.pause_id::text), false) THEN
    RAISE EXCEPTION 'a pause begins when both teams have signed it' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER clock_pause_holds BEFORE INSERT OR UPDATE ON clock_pause FOR EACH ROW EXECUTE FUNCTION check_clock_pause();
CREATE TRIGGER clock_pause_stays BEFORE DELETE OR TRUNCATE ON clock_pause EXECUTE FUNCTION refuse_history_change();

-- When devices may be changed. A device without any window may be changed at any time.
CREATE TABLE maintenance_window (
  window_id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100),
  -- ISO weekdays on which it begins.
  weekdays smallint[] NOT NULL CHECK (weekdays <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[] AND cardinality(weekdays) > 0),
  -- Which of them in the month; empty: every one.
  weeks smallint[] NOT NULL CHECK (weeks <@ ARRAY[1, 2, 3, 4, 5]::smallint[]),
  -- "22:00", in its zone.
  starts_at text NOT NULL CHECK (starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 10080),
  time_zone text NOT NULL,
  -- Whom it is for: every device, those of these groups, and those named beside.
  everywhere boolean NOT NULL,
  groups text[] NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL
);
CREATE TABLE maintenance_window_device (
  window_id uuid NOT NULL REFERENCES maintenance_window ON DELETE CASCADE,
  device_id uuid NOT NULL REFERENCES device,
  PRIMARY KEY (window_id, device_id)
);
CREATE INDEX maintenance_window_device_device ON maintenance_window_device (device_id);

-- The outbox: what is told to whom, once. Delivery by mail and chat reads it in the order of its ids.
CREATE TABLE notification (
  notification_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person,
  -- What it is about, to the letter: the same is never told to one person twice.
  message_key text NOT NULL CHECK (length(message_key) BETWEEN 1 AND 300),
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z0-9-]{0,39}$'),
  subject_kind text NOT NULL,
  subject_id text,
  -- One line, and more words; plain text.
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 300),
  body text NOT NULL CHECK (length(body) <= 4000),
  -- Where to act: a path of the web app.
  path text NOT NULL CHECK (path ^@ '/'),
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  UNIQUE (person_id, message_key)
);
CREATE INDEX notification_person ON notification (person_id, notification_id DESC);
CREATE INDEX notification_unread ON notification (person_id) WHERE read_at IS NULL;
