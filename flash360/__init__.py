"""Flash 360: the programme's dashboard.

What flows through it, one package a step:

    workbook/   READ     bytes to addressed cells, in a child process
    validation/ CHECK    cells to records and findings
    ingest/     COMMIT   preview, difference, all or nothing, undo
    store/      KEEP     DuckDB, append-only
    access/     SCOPE    who may see what; small groups stay hidden
    statistics/ MEASURE  counts to opinions, and how sure one can be (pure)
    themes/     SUGGEST  French texts to suggested themes (pure)
    coding/     CODE     what an analyst decides of themes, and its undoing
    charts/     DRAW     frames to pictures, each with its sentence and table
    reports/    PRINT    the same values as files
    ui/         SHOW     Streamlit, with pages/ and dashboard.py

Each imports only from below: cli | ui > demo > ingest | coding | reports > validation | store | charts
> workbook | statistics | themes | access > labels > model | findings | errors | settings.
"""

__version__ = "0.1.0"
