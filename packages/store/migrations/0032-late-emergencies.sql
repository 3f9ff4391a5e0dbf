-- Emergencies that were not approved in time are listed among the breaches: few entries of many.
CREATE INDEX remediation_event_late ON remediation_event (remediation_id) WHERE act = 'emergency-late';
