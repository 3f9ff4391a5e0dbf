-- Links that show the leadership page, and nothing else, to who has no account. The token itself is not kept.
CREATE TABLE leadership_link (
  link_id uuid PRIMARY KEY,
  -- SHA-256 of 256 random bits.
  token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  made_by uuid NOT NULL REFERENCES person,
  made_by_name text NOT NULL,
  made_by_team text NOT NULL CHECK (made_by_team IN ('it', 'infosec')),
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_by_name text,
  reads integer NOT NULL DEFAULT 0,
  last_read_at timestamptz,
  -- Reads since the minute began that the newest one is in.
  minute_began_at timestamptz,
  minute_reads integer NOT NULL DEFAULT 0,
  CHECK (expires_at > made_at AND expires_at <= made_at + interval '744 hours'),
  CHECK ((revoked_at IS NULL) = (revoked_by_name IS NULL))
);
CREATE INDEX leadership_link_made ON leadership_link (made_at DESC, link_id);

-- A link is never made to last longer, nor good again.
CREATE FUNCTION check_leadership_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.token_hash <> OLD.token_hash OR NEW.expires_at <> OLD.expires_at OR NEW.made_by <> OLD.made_by
    OR NEW.made_at <> OLD.made_at OR (OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at) THEN
    RAISE EXCEPTION 'a link can be read and revoked, not changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leadership_link_holds BEFORE UPDATE ON leadership_link FOR EACH ROW EXECUTE FUNCTION check_leadership_link();
CREATE TRIGGER leadership_link_stays BEFORE DELETE OR TRUNCATE ON leadership_link EXECUTE FUNCTION refuse_history_change();
