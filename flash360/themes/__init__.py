"""Freins and leviers as texts: French texts in, suggestions out. Pure: no file, no clock, no base.

    text, stop_words, stems        a text as words, stems, and the key under which its coding is kept
    codebook, statements           what is coded, and with what
    features, naive_bayes, classifier, aspect_evidence, suggester
                                   train(codebook, codings, texts) -> Suggester; suggest(texts) -> a theme, or « à coder »
    missing_fields                 aspect and kind where the sheet left them empty
    proposals                      new themes to consider
    likeness, coding_order         near-duplicates, and which text to code next
    coders                         Krippendorff's α
    search                         statements by their words
    ideas, expected, trends        before the next session: near ideas, what to expect, what comes and goes

Import the module you need: `text` is light, those that learn bring scikit-learn.
"""
