-- Which imports count today. An undo or a redo is itself an import that targets another; the newest one decides.

CREATE VIEW switches AS
SELECT target_import_id AS import_id, arg_max(target_active, number) AS active, max(number) AS switched_by
FROM base.imports
WHERE target_import_id IS NOT NULL
GROUP BY target_import_id;

CREATE VIEW fact_imports AS
SELECT i.import_id, i.number, i.recorded_at, i.author, i.layout, i.file_name, i.sha256, i.size,
       coalesce(s.active, true) AS active, s.switched_by
FROM base.imports i LEFT JOIN switches s USING (import_id)
WHERE i.target_import_id IS NULL;

-- Where a fact comes from, beside its own sheet and cell.
CREATE VIEW provenance AS
SELECT import_id, number AS import_number, file_name, author, recorded_at
FROM base.imports;
