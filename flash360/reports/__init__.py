"""MAKE DOCUMENTS: what leaves the house, with the figures and the words of the screens.

content      database, viewer, code, day -> frozen values and pictures; nothing else reads the base
pdf          values -> typst -> PDF/UA-1, its charts drawn as vectors from the screens' own specifications
slides       values -> PowerPoint, with charts that can be edited
sheets       values -> Excel, numbers as numbers, other people's texts never as formulas
batch        many scorecards at once, in worker processes
open_data    the programme without anyone's rows, as CSV and Parquet with their description

The same input gives the same bytes.
"""
