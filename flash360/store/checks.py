"""What must hold in any base, one question each: every row that it gives is a fault."""

from __future__ import annotations

from dataclasses import dataclass

from flash360.store import coding_integrity


@dataclass(frozen=True, slots=True)
class Check:
    """sql gives one row per fault; its columns are the words of the sentence."""

    sentence: str
    sql: str


CHECKS = (
    Check(
        "la tête de la base compte {rows} lignes au lieu d'une",
        "SELECT count(*) AS rows FROM base.base_head HAVING count(*) <> 1",
    ),
    Check(
        "la tête de la base annonce {last_import} imports, le plus grand numéro est {largest}",
        """
        SELECT last_import, largest
        FROM base.base_head, (SELECT coalesce(max(number), 0) AS largest FROM base.imports)
        WHERE last_import <> largest
        """,
    ),
    Check(
        "la tête de la base annonce la version {version}, un import porte la version {largest}",
        """
        SELECT version, largest FROM base.base_head, (SELECT max(base_version) AS largest FROM base.imports)
        WHERE version < largest
        """,
    ),
    Check(
        "{missing} imports manquent parmi les {largest} numéros donnés",
        """
        SELECT largest - held AS missing, largest
        FROM (SELECT coalesce(max(number), 0) AS largest, count(DISTINCT number) AS held FROM base.imports)
        WHERE held < largest
        """,
    ),
    Check(
        "l'import n° {number} n'est plus tel qu'il a été enregistré : son fichier, son empreinte, son auteur ou sa date a changé",
        """
        SELECT number FROM base.imports
        WHERE seal IS DISTINCT FROM import_seal(import_id, number, recorded_at, author, layout, file_name, sha256, size,
                                                base_version, target_import_id, target_active)
        ORDER BY number
        """,
    ),
    Check(
        "les cellules d'origine de la section {section} de la session {session_id} ont changé (import n° {number})",
        """
        SELECT s.session_id, s.section, s.number
        FROM base.import_sections s JOIN section_origins o USING (session_id, import_id, section)
        WHERE s.content_import_id = s.import_id AND s.origin_hash IS DISTINCT FROM o.origin_hash
        ORDER BY s.number, s.section
        """,
    ),
    Check(
        "le numéro d'import {number} est porté par {rows} imports",
        "SELECT number, count(*) AS rows FROM base.imports GROUP BY number HAVING count(*) > 1",
    ),
    Check(
        "l'identifiant d'import {import_id} est porté par {rows} imports",
        "SELECT import_id, count(*) AS rows FROM base.imports GROUP BY import_id HAVING count(*) > 1",
    ),
    Check(
        "l'opération n° {number} vise un import qui n'existe pas",
        """
        SELECT number FROM base.imports
        WHERE target_import_id IS NOT NULL
          AND target_import_id NOT IN (SELECT import_id FROM base.imports WHERE target_import_id IS NULL)
        """,
    ),
    Check(
        "le code « {code_key} » désigne {rows} sessions",
        """
        SELECT code_key, count(DISTINCT session_id) AS rows
        FROM base.sessions GROUP BY code_key HAVING count(DISTINCT session_id) > 1
        """,
    ),
    Check(
        "l'import {import_id} déclare {rows} fois la section {section} de la session {session_id}",
        """
        SELECT import_id, session_id, section, count(*) AS rows
        FROM base.import_sections GROUP BY ALL HAVING count(*) > 1
        """,
    ),
    Check(
        "une section {section} de la session {session_id} ne vient d'aucun import connu",
        """
        SELECT s.session_id, s.section FROM base.import_sections s
        WHERE s.import_id NOT IN (SELECT import_id FROM base.imports)
           OR s.content_import_id NOT IN (SELECT import_id FROM base.imports)
        """,
    ),
    Check(
        "la section {section} de la session {session_id} annonce {row_count} lignes, la base en garde {rows}",
        """
        SELECT s.session_id, s.section, s.row_count, coalesce(f.rows, 0) AS rows
        FROM base.import_sections s
        LEFT JOIN (
            SELECT session_id, import_id, 'fiche' AS section, count(*) AS rows FROM base.sessions GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'participants', count(*) FROM base.participants GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'criteria', count(*) FROM base.criteria GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'votes', count(*) FROM base.votes GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'statements', count(*) FROM base.statements GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'outcomes', count(*) FROM base.outcomes GROUP BY ALL
            UNION ALL SELECT session_id, import_id, 'invitations', count(*) FROM base.invitations GROUP BY ALL
        ) f ON f.session_id = s.session_id AND f.import_id = s.content_import_id AND f.section = s.section
        WHERE coalesce(f.rows, 0) <> s.row_count
        """,
    ),
    Check(
        "des lignes de la section {section} de la session {session_id} ne sont rattachées à aucun import",
        """
        SELECT DISTINCT f.session_id, f.section
        FROM (
            SELECT session_id, import_id, 'fiche' AS section FROM base.sessions
            UNION ALL SELECT session_id, import_id, 'participants' FROM base.participants
            UNION ALL SELECT session_id, import_id, 'criteria' FROM base.criteria
            UNION ALL SELECT session_id, import_id, 'votes' FROM base.votes
            UNION ALL SELECT session_id, import_id, 'statements' FROM base.statements
            UNION ALL SELECT session_id, import_id, 'outcomes' FROM base.outcomes
            UNION ALL SELECT session_id, import_id, 'invitations' FROM base.invitations
        ) f
        ANTI JOIN base.import_sections s
          ON s.session_id = f.session_id AND s.import_id = f.import_id AND s.section = f.section
        """,
    ),
    Check(
        "la section {section} de la session {session_id} annonce {freins} freins et {leviers} leviers, la base en garde d'autres",
        """
        SELECT s.session_id, s.section, s.freins, s.leviers
        FROM base.import_sections s
        JOIN (
            SELECT session_id, import_id, count(*) FILTER (kind = 'frein') AS freins, count(*) FILTER (kind = 'levier') AS leviers
            FROM base.statements GROUP BY ALL
        ) f ON f.session_id = s.session_id AND f.import_id = s.content_import_id AND s.section = 'statements'
        WHERE s.freins IS DISTINCT FROM f.freins OR s.leviers IS DISTINCT FROM f.leviers
        """,
    ),
    Check(
        "la ligne « {key} » de la section {section} de la session {session_id} est en double",
        """
        SELECT session_id, section, key
        FROM (
            SELECT session_id, import_id, 'fiche' AS section, code AS key FROM base.sessions
            UNION ALL SELECT session_id, import_id, 'participants', participant FROM base.participants
            UNION ALL SELECT session_id, import_id, 'criteria', criterion FROM base.criteria
            UNION ALL SELECT session_id, import_id, 'votes', participant || ' · ' || criterion FROM base.votes
            UNION ALL SELECT session_id, import_id, 'statements', kind || ' · ' || number FROM base.statements
            UNION ALL SELECT session_id, import_id, 'invitations', college FROM base.invitations
        )
        GROUP BY session_id, import_id, section, key HAVING count(*) > 1
        """,
    ),
    Check(
        "les mesures de la session {session_id} sont en double ou ne viennent d'aucun import (n° {number})",
        """
        SELECT session_id, number FROM base.session_measures
        GROUP BY ALL HAVING count(*) > 1 OR number NOT IN (SELECT number FROM base.imports)
        """,
    ),
    Check(
        "la proposition {proposal_id}, ou une décision sur elle, vise une session ou un import inconnus",
        """
        SELECT proposal_id FROM base.proposals WHERE session_id NOT IN (SELECT session_id FROM base.import_sections)
        UNION ALL SELECT proposal_id FROM base.proposal_decisions WHERE import_id NOT IN (SELECT import_id FROM base.imports)
        """,
    ),
    Check(
        "un codage de thème vise la session {session_id}, inconnue",
        """
        SELECT DISTINCT session_id FROM base.theme_codings
        WHERE session_id NOT IN (SELECT session_id FROM base.import_sections)
        """,
    ),
    *(Check(sentence, sql) for sentence, sql in coding_integrity.CHECKS),
)
