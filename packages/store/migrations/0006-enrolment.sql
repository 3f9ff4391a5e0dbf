-- For how many devices a token was made: one for many must not take a device from the agent that it has.
ALTER TABLE enrolment_token ADD COLUMN uses integer;
UPDATE enrolment_token SET uses = greatest(uses_left, 1);
ALTER TABLE enrolment_token ALTER COLUMN uses SET NOT NULL, ADD CHECK (uses >= 1), ADD CHECK (uses_left <= uses);
