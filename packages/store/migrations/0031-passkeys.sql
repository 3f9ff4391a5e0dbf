-- Passkeys (Web Authentication) of people, and the challenges that they answer.

CREATE TABLE passkey (
  passkey_id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person ON DELETE CASCADE,
  -- What the authenticator calls it: one of all people's.
  credential_id bytea NOT NULL UNIQUE CHECK (length(credential_id) BETWEEN 1 AND 1023),
  -- COSE_Key (RFC 9052, 7).
  public_key bytea NOT NULL CHECK (length(public_key) BETWEEN 1 AND 8192),
  -- Signatures made so far, as the authenticator counts them; many count none and say 0.
  counter bigint NOT NULL CHECK (counter BETWEEN 0 AND 4294967295),
  -- The domain that it was made at, and works at.
  domain text NOT NULL CHECK (length(domain) BETWEEN 1 AND 253),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);
CREATE INDEX passkey_person ON passkey (person_id);

-- One question to a passkey, taken out when it is answered. In the database because the answer may come to another process.
CREATE TABLE passkey_challenge (
  -- SHA-256 of the challenge.
  challenge_hash bytea PRIMARY KEY CHECK (length(challenge_hash) = 32),
  purpose text NOT NULL CHECK (purpose IN ('sign-in', 'add', 'prove')),
  -- Who may answer; at sign-in it is not known yet.
  person_id uuid REFERENCES person ON DELETE CASCADE,
  -- SHA-256 of the one act that it proves who does.
  act_hash bytea CHECK (length(act_hash) = 32),
  -- The network it was asked from, as sign-ins are counted.
  address text NOT NULL,
  expires_at timestamptz NOT NULL,
  CHECK ((purpose = 'sign-in') = (person_id IS NULL)),
  CHECK ((purpose = 'prove') = (act_hash IS NOT NULL))
);
CREATE INDEX passkey_challenge_address ON passkey_challenge (address, expires_at);
CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
