-- What partners proposed, and where each proposal stands: pending, confirmed or declined. Undoing the import of a
-- confirmation makes the proposal pending again.

CREATE VIEW current_proposals AS
SELECT p.*, d.decision.author AS decided_by, d.decision.recorded_at AS decided_at,
       CASE WHEN d.proposal_id IS NULL OR (d.decision.accepted AND i.active IS NOT DISTINCT FROM false) THEN 'pending'
            WHEN d.decision.accepted THEN 'confirmed' ELSE 'declined' END AS state
FROM base.proposals p
LEFT JOIN (
    SELECT proposal_id,
           arg_max(struct_pack(author := author, recorded_at := recorded_at, accepted := accepted, import_id := import_id),
                   number) AS decision
    FROM base.proposal_decisions GROUP BY proposal_id
) d USING (proposal_id)
LEFT JOIN fact_imports i ON i.import_id = d.decision.import_id;
