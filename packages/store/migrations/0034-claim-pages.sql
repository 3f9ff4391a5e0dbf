-- What several devices of one delivery say alike is kept once for some hundred of them, and a device's evidence names it by number:
-- judging unpacked and recognised the same hundred lines for each device anew (decision 0085).
CREATE TABLE claim_page (
  -- New for each page that is written: what a number of a page means never changes.
  page_id uuid PRIMARY KEY,
  -- Claims, a line of JSON each, deflated.
  claims bytea NOT NULL,
  -- Since when no evidence goes by it, which then is so for good; it goes a day later, when nobody reads what was evidence then.
  unused_since timestamptz
);
ALTER TABLE claim_page ALTER COLUMN claims SET STORAGE EXTERNAL;
-- The page that a device's word goes by; null where it stands alone, as all that was kept before does. Without a foreign key: to drop
-- a page would look through all evidence once for each.
ALTER TABLE device_evidence ADD COLUMN page_id uuid;
ALTER TABLE device_past_word ADD COLUMN page_id uuid;
