SELECT theme, label, parent, aspect, definition, examples, words, version
FROM current_themes
ORDER BY parent NULLS FIRST, theme
