import type { Team } from '@baton/domain/evidence/team.ts';
import type { Place } from '@baton/domain/relay/leg.ts';
import { sql } from 'kysely';

/** What became of what a message asks for. */
export type Settled =
  /** Signed for the person's team, by whom. */
  | { readonly as: 'signed' | 'approved'; readonly by: string }
  /** The baton has moved on since. */
  | { readonly as: 'moved'; readonly place: Place; readonly holder: Team }
  /** The remediation was given to somebody else since. */
  | { readonly as: 'given'; readonly by: string | null }
  /** Another version or round took its place. */
  | { readonly as: 'replaced' }
  /** A renewal was asked for since. */
  | { readonly as: 'renewal-asked' }
  | { readonly as: 'judged'; readonly by: string }
  /** Whoever was asked, or who asked, does not want it. */
  | { readonly as: 'declined' | 'withdrawn'; readonly by: string }
  /** Its time has passed unsigned. */
  | { readonly as: 'lapsed' }
  /** It has ended, closed, or was taken back. */
  | { readonly as: 'ended' };

/**
 * What became by then of what a message `n` to a person `p` asks for; null while it waits, or where it asks for nothing. Read from what is,
 * and kept nowhere: so it is so at once, whoever's act it was. The keys of messages name what they are about.
 */
export function settledAt(now: string) {
  return sql<Settled | null>`CASE
  WHEN n.subject_kind = 'remediation' AND n.kind IN ('clock-warning', 'clock-breach', 'escalation', 'assignment', 'emergency') THEN (
    SELECT CASE
      WHEN m.place = 'closed' OR (n.message_key ^@ 'clock ' AND m.reopened <> split_part(n.message_key, ' ', 3)::integer)
        THEN jsonb_build_object('as', 'ended')
      WHEN n.kind IN ('clock-warning', 'clock-breach') AND m.in_place_since > n.created_at OR n.kind = 'assignment' AND m.holder <> p.team
        THEN jsonb_build_object('as', 'moved', 'place', m.place, 'holder', m.holder)
      WHEN n.kind = 'assignment' AND m.carrier_id IS DISTINCT FROM n.person_id
        THEN jsonb_build_object('as', 'given', 'by', m.carrier_name)
      WHEN n.kind = 'emergency' THEN (
        SELECT jsonb_build_object('as', 'approved', 'by', a.by_name) FROM remediation_event a
        WHERE a.remediation_id = m.remediation_id AND a.act = 'approve-emergency' AND a.by_team = p.team AND a.at >= m.emergency_at
        ORDER BY a.seq LIMIT 1)
      END
    FROM remediation m WHERE m.remediation_id = n.subject_id::uuid)
  WHEN n.subject_kind = 'exception' AND n.kind = 'signature-wanted' THEN (
    SELECT CASE
      WHEN s.person_name IS NOT NULL THEN jsonb_build_object('as', 'signed', 'by', s.person_name)
      WHEN r.closed_as IN ('declined', 'withdrawn') THEN jsonb_build_object('as', r.closed_as, 'by', r.closed_by_name)
      WHEN r.closed_at IS NOT NULL THEN jsonb_build_object('as', 'ended') END
    FROM exception_round r
      LEFT JOIN exception_signature s ON s.exception_id = r.exception_id AND s.round = r.round AND s.team = p.team
    WHERE r.exception_id = n.subject_id::uuid AND r.round::text = split_part(n.message_key, ' ', 5))
  WHEN n.subject_kind = 'exception' AND split_part(n.message_key, ' ', 3) IN ('revisit', 'handed') THEN (
    SELECT CASE
      WHEN x.state <> 'in-force' THEN jsonb_build_object('as', 'ended')
      WHEN EXISTS (SELECT FROM exception_round r WHERE r.exception_id = x.exception_id AND r.asked_at > n.created_at
        AND r.closed_at IS NULL) THEN jsonb_build_object('as', 'renewal-asked') END
    FROM exception x WHERE x.exception_id = n.subject_id::uuid)
  WHEN n.kind = 'retrospective' THEN (
    SELECT jsonb_build_object('as', 'ended') FROM patch_cycle c WHERE c.cycle_id = n.subject_id::uuid AND c.closed_at IS NOT NULL)
  WHEN n.kind = 'action-item' THEN (
    SELECT CASE
      WHEN a.taken_back_at IS NOT NULL THEN jsonb_build_object('as', 'ended')
      WHEN j.judged_by_name IS NOT NULL THEN jsonb_build_object('as', 'judged', 'by', j.judged_by_name) END
    FROM cycle_action a LEFT JOIN cycle_judgement j ON j.action_id = a.action_id AND j.judgement <> 'carried'
    WHERE a.action_id = split_part(n.message_key, ' ', 2)::uuid LIMIT 1)
  WHEN n.subject_kind = 'document' AND n.message_key ^@ 'sign pause ' THEN (
    SELECT CASE
      WHEN s.person_name IS NOT NULL THEN jsonb_build_object('as', 'signed', 'by', s.person_name)
      WHEN c.ended_at IS NOT NULL THEN jsonb_build_object('as', 'withdrawn', 'by', c.ended_by)
      WHEN c.ends_at <= ${now}::timestamptz THEN jsonb_build_object('as', 'lapsed') END
    FROM clock_pause c LEFT JOIN document_signature s ON s.kind = 'pause' AND s.document_id = c.pause_id::text AND s.team = p.team
    WHERE c.pause_id = split_part(n.message_key, ' ', 3)::uuid LIMIT 1)
  WHEN n.subject_kind = 'document' THEN (
    SELECT CASE
      WHEN s.person_name IS NOT NULL THEN jsonb_build_object('as', 'signed', 'by', s.person_name)
      WHEN EXISTS (SELECT FROM signed_document_version later WHERE later.kind = v.kind AND later.document_id = v.document_id
        AND later.version > v.version) THEN jsonb_build_object('as', 'replaced') END
    FROM signed_document_version v
      LEFT JOIN document_signature s ON s.kind = v.kind AND s.document_id = v.document_id AND s.version = v.version AND s.team = p.team
    WHERE v.kind = split_part(n.message_key, ' ', 2)
      -- "sign service-levels 3"; "sign retrospective ID 2", where there is one document a cycle.
      AND CASE WHEN split_part(n.message_key, ' ', 4) = '' THEN v.version::text = split_part(n.message_key, ' ', 3)
        ELSE v.document_id = split_part(n.message_key, ' ', 3) AND v.version::text = split_part(n.message_key, ' ', 4) END)
  END`;
}
