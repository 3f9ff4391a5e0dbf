-- Documents that both leads sign, version by version, and who is there to sign and to be asked.

-- What is being written: not a version, nobody signs it. At most one a document.
CREATE TABLE signed_document_draft (
  -- 'charter', 'service-levels': what kind of document, and which of its kind.
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z-]{0,39}$'),
  document_id text NOT NULL CHECK (length(document_id) BETWEEN 1 AND 100),
  -- Canonical JSON.
  content text NOT NULL CHECK (length(content) <= 1000000),
  -- Counts the saves, so that nobody writes over what they have not seen.
  revision integer NOT NULL CHECK (revision > 0),
  saved_by text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (kind, document_id)
);

-- A version, as it was offered for signing. Only appended: what was signed can always be read again, to the letter.
CREATE TABLE signed_document_version (
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z-]{0,39}$'),
  document_id text NOT NULL CHECK (length(document_id) BETWEEN 1 AND 100),
  version integer NOT NULL CHECK (version > 0),
  content text NOT NULL CHECK (length(content) <= 1000000),
  -- SHA-256 of the content: what a signature is of.
  hash bytea NOT NULL CHECK (hash = sha256(convert_to(content, 'UTF8'))),
  -- What changes and why, in words.
  note text NOT NULL CHECK (length(note) BETWEEN 1 AND 2000),
  offered_by text NOT NULL,
  offered_by_team text NOT NULL CHECK (offered_by_team IN ('it', 'infosec')),
  offered_at timestamptz NOT NULL,
  PRIMARY KEY (kind, document_id, version)
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Times of people: away, on call, or deputy of their lead. A delegation stays in the own team and always ends.

CREATE TABLE duty_period (
  duty_id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('away', 'on-call', 'deputy')),
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  person_id uuid NOT NULL REFERENCES person,
  -- Of a deputy: the lead in whose place, who alone can have made it.
  lead_id uuid REFERENCES person,
  starts_at timestamptz NOT NULL,
  -- Exclusive.
  ends_at timestamptz NOT NULL,
  note text CHECK (length(note) <= 500),
  made_by uuid NOT NULL REFERENCES person,
  made_at timestamptz NOT NULL,
  -- Ended before its time.
  ended_at timestamptz,
  ended_by uuid REFERENCES person,
  CHECK (starts_at < ends_at AND ends_at <= starts_at + interval '8784 hours'),
  CHECK ((kind = 'deputy') = (lead_id IS NOT NULL)),
  CHECK (lead_id <> person_id),
  CHECK (lead_id = made_by),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX duty_period_person ON duty_period (person_id, ends_at);
CREATE INDEX duty_period_team ON duty_period (team, ends_at);

CREATE FUNCTION check_duty_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM person WHERE person_id = NEW.person_id AND team = NEW.team) THEN
    RAISE EXCEPTION 'a duty is of a person of its own team' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.lead_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM person WHERE person_id = NEW.lead_id AND team = NEW.team AND role = 'lead' AND deactivated_at IS NULL) THEN
    RAISE EXCEPTION 'a deputy stands in for a lead of the own team' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duty_period_holds BEFORE INSERT ON duty_period FOR EACH ROW EXECUTE FUNCTION check_duty_period();

CREATE FUNCTION refuse_duty_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a duty can only be ended, once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER duty_period_only_ends BEFORE UPDATE ON duty_period FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL OR (to_jsonb(OLD) - 'ended_at' - 'ended_by') <> (to_jsonb(NEW) - 'ended_at' - 'ended_by'))
  EXECUTE FUNCTION refuse_duty_change();
CREATE TRIGGER duty_period_stays BEFORE DELETE OR TRUNCATE ON duty_period EXECUTE FUNCTION refuse_history_change();

-- ---------------------------------------------------------------------------------------------------------------------
-- One signature from each team a version; with both, the version is in force from the later one on.

CREATE TABLE document_signature (
  kind text NOT NULL,
  document_id text NOT NULL,
  version integer NOT NULL,
  team text NOT NULL CHECK (team IN ('it', 'infosec')),
  person_id uuid NOT NULL REFERENCES person,
  person_name text NOT NULL,
  signed_as text NOT NULL CHECK (signed_as IN ('lead', 'deputy')),
  -- Of a deputy: the delegation.
  duty_id uuid REFERENCES duty_period,
  -- The hash that the signer saw.
  hash bytea NOT NULL,
  -- How the signer proved who they are, at the signing.
  proved_by text NOT NULL CHECK (proved_by IN ('password', 'passkey')),
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (kind, document_id, version, team),
  -- A person never signs for both teams.
  UNIQUE (kind, document_id, version, person_id),
  FOREIGN KEY (kind, document_id, version) REFERENCES signed_document_version,
  CHECK ((signed_as = 'deputy') = (duty_id IS NOT NULL))
);

CREATE FUNCTION check_document_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM signed_document_version v
    WHERE v.kind = NEW.kind AND v.document_id = NEW.document_id AND v.version = NEW.version AND v.hash = NEW.hash) THEN
    RAISE EXCEPTION 'the signature is not of what version % of % says', NEW.version, NEW.kind
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT EXISTS (SELECT FROM person p WHERE p.person_id = NEW.person_id AND p.team = NEW.team AND p.deactivated_at IS NULL
    AND (NEW.signed_as = 'deputy' OR p.role = 'lead')) THEN
    RAISE EXCEPTION 'only a lead, or a deputy, of % signs for it', NEW.team USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.duty_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM duty_period d JOIN person l ON l.person_id = d.lead_id
      WHERE d.duty_id = NEW.duty_id AND d.kind = 'deputy' AND d.team = NEW.team AND d.person_id = NEW.person_id
        AND d.ended_at IS NULL AND d.starts_at <= NEW.signed_at AND NEW.signed_at < d.ends_at
        AND l.role = 'lead' AND l.deactivated_at IS NULL) THEN
    RAISE EXCEPTION 'the delegation does not hold' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_signature_holds BEFORE INSERT ON document_signature
  FOR EACH ROW EXECUTE FUNCTION check_document_signature();

CREATE TRIGGER signed_document_version_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON signed_document_version
  EXECUTE FUNCTION refuse_history_change();
CREATE TRIGGER document_signature_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON document_signature
  EXECUTE FUNCTION refuse_history_change();
