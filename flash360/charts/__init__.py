"""DRAW: measures in, pictures out; the only package that knows Altair.

Each module draws one chart and writes its title and its sentence, both pure functions of the same figures. A specification
is built once per process, on the named data set `data`; a call only adds rows, a sentence and a height.
"""
