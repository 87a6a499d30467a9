"""What must hold of the codings and of the codebook in any base: a sentence, and SQL that gives one row per fault."""

from __future__ import annotations

CHECKS = (
    (
        "l'opération de codage n° {number} est en double, ou en vise une qui n'existe pas",
        """
        SELECT number FROM base.coding_operations
        GROUP BY number
        HAVING count(*) > 1 OR count(target) > count(target) FILTER (
            target IN (SELECT number FROM base.coding_operations WHERE target IS NULL))
        """,
    ),
    (
        "un codage fait à l'écran (n° {number}) ne vient d'aucune opération connue",
        """
        SELECT DISTINCT number
        FROM (SELECT number FROM base.theme_codings WHERE origin <> 'import' UNION ALL SELECT number FROM base.aspect_codings)
        WHERE number NOT IN (SELECT number FROM base.coding_operations)
        """,
    ),
    (
        "le thème « {theme} » est rangé sous « {parent} », qui n'est pas une famille de la grille",
        """
        SELECT t.theme, t.parent
        FROM current_themes t LEFT JOIN current_themes p ON p.theme = t.parent
        WHERE t.parent IS NOT NULL AND (p.theme IS NULL OR p.parent IS NOT NULL)
        """,
    ),
)
