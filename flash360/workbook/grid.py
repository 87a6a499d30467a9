"""A sheet as a grid of texts: columns of distinct texts and codes, with its error cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

import fastexcel
import numpy as np
import pyarrow as pa

from flash360.workbook.choices import NO, YES
from flash360.workbook.wording import trimmed

ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
    "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip
WRITTEN_ERRORS = frozenset(ERRORS.values()) | {"#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#SPILL!", "#CALC!", "#PROPAGATION!"}
"""Also met as plain text: pasted values, and every error of an .ods file."""
_ERROR = re.compile(r"\bError\((\w+)\)")
_DURATION = re.compile(r"DurationIso\(\"PT(\d+)H(\d+)M|value: ([\d.]+), datetime_type: TimeDelta")
_OFFICE_ERROR = re.compile(r"Err:\d{3}|#[A-ZÉ]+[!?]")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d(?:\.\d+)?)?Z?)?")
_TIMES = ((datetime(1899, 12, 30), datetime(1900, 2, 1)), (datetime(1904, 1, 1), datetime(1904, 2, 1)))
"""A moment of these days is a length of time: the first days of either epoch."""


@dataclass(frozen=True)
class GridColumn:
    """One used column: its distinct texts and, for each row of the sheet, the position of its text (-1 when blank).

    index: 0-based column in the sheet. codes: int32, one per row from row 1. is_date: one mask value per text.
    """

    index: int
    texts: tuple[str, ...]
    codes: np.ndarray
    is_date: np.ndarray

    def text(self, row: int) -> str | None:
        """Text of a 1-based row, None when blank."""
        code = int(self.codes[row - 1])
        return None if code < 0 else self.texts[code]

    def texts_under(self, row: int) -> tuple[str, ...]:
        """The distinct texts below a 1-based row."""
        codes = np.unique(self.codes[row:])
        return tuple(self.texts[code] for code in codes.tolist() if code >= 0)

    @property
    def filled(self) -> np.ndarray:
        """Mask over the rows: the cells that hold something."""
        return self.codes >= 0

    def cells(self, positions: np.ndarray) -> pa.DictionaryArray:
        """The cells at 0-based positions, dictionary-encoded; the dictionary has only their texts."""
        codes = self.codes[positions]
        used = np.zeros(len(self.texts) + 1, dtype=bool)  # the last one: blank, -1
        used[codes] = True
        texts = pa.array([self.texts[code] for code in np.flatnonzero(used[:-1]).tolist()], pa.string())
        places = (np.cumsum(used, dtype=np.int32) - 1)[codes]
        return pa.DictionaryArray.from_arrays(pa.array(places, mask=codes < 0 if used[-1] else None), texts)

    def dates(self, positions: np.ndarray) -> np.ndarray | None:
        """Mask of the true dates among the cells at 0-based positions, None when there is none."""
        if not self.is_date.any():
            return None
        codes = self.codes[positions]
        mask = np.where(codes >= 0, self.is_date[codes], False)
        return mask if mask.any() else None


@dataclass(frozen=True)
class Grid:
    """One sheet: the columns that hold something, in order; errors by (1-based row, 0-based column)."""

    sheet: str
    height: int
    columns: tuple[GridColumn, ...]
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    _tops: dict[int, dict[int, str]] = field(default_factory=dict, repr=False, compare=False)

    def column(self, index: int) -> GridColumn | None:
        """The column at a 0-based index, None when nothing is in it."""
        return next((column for column in self.columns if column.index == index), None)

    def row(self, number: int) -> dict[int, str]:
        """The filled cells of a 1-based row, by 0-based column."""
        texts = ((column.index, column.text(number)) for column in self.columns)
        return {index: text for index, text in texts if text is not None}

    def top(self, number: int) -> dict[int, str]:
        """The same of one of the first rows, each text on one line: made once, as every layout looks. Not to be changed."""
        if number not in self._tops:
            self._tops[number] = {index: " ".join(text.split()) for index, text in self.row(number).items()}
        return self._tops[number]

    def reaching(self, height: int) -> Grid:
        """The same grid with blank rows added, when it has fewer."""
        if height <= self.height:
            return self
        more = np.full(height - self.height, -1, dtype=np.int32)
        columns = tuple(replace(column, codes=np.concatenate((column.codes, more))) for column in self.columns)
        return replace(self, height=height, columns=columns)

    @property
    def empty(self) -> bool:
        return not self.columns and not self.errors


def headings_at(grid: Grid, row: int) -> dict[int, str]:
    """The texts of a row, each on one line."""
    return grid.top(row) if row <= grid.height else {}


def grid(reader: fastexcel.ExcelReader, sheet: str, *, booleans: bool = True, iso_dates: bool = False) -> Grid:
    """Read one sheet of an open workbook.

    booleans: whether « true » and « false » may be boolean cells. iso_dates: whether true dates read « 2024-03-05 »,
    as in an .ods file, and not « 2024-03-05 00:00:00 ».
    """
    loaded = reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
    batch, problems = loaded.to_arrow_with_errors()
    indices = [info.absolute_index for info in loaded.selected_columns]
    errors: dict[tuple[int, int], str] = {}
    durations: dict[int, dict[int, str]] = {}
    for problem in problems.errors if problems else ():
        row, place = problem.position
        error, duration = _ERROR.search(problem.detail), _DURATION.search(problem.detail)
        if duration and not error:
            durations.setdefault(place, {})[row] = _hours(duration)
        else:
            errors[row + 1, indices[place]] = ERRORS.get(error.group(1), "#?") if error else "#?"
    columns: list[GridColumn] = []
    for place, array in enumerate(batch.columns):
        encoded = array.dictionary_encode()
        raw = encoded.dictionary.to_pylist()
        numbers = encoded.indices.fill_null(-1) if encoded.null_count else encoded.indices
        codes = numbers.to_numpy().astype(np.int32)
        for row, text in durations.get(place, {}).items():
            codes[row] = len(raw)
            raw.append(text)
        columns.append(recoded(indices[place], raw, codes, booleans=booleans, iso_dates=iso_dates))
    return checked(Grid(sheet, batch.num_rows, tuple(columns), errors, loaded.visible != "visible"))


def checked(sheet: Grid) -> Grid:
    """The grid with its written errors (« #N/A » as a text) taken out of the texts, and without blank columns."""
    errors = dict(sheet.errors)
    columns: list[GridColumn] = []
    for column in sheet.columns:
        for code, text in enumerate(column.texts):
            if text in WRITTEN_ERRORS or (text[:3] in ("Err", "#RÉ") and _OFFICE_ERROR.fullmatch(text)):
                rows = np.flatnonzero(column.codes == code)
                errors.update(((int(row) + 1, column.index), text) for row in rows)
                column.codes[rows] = -1
        if column.texts:
            columns.append(column)
    return Grid(sheet.sheet, sheet.height, tuple(columns), errors, sheet.hidden)


def recoded(index: int, raw: list[str], codes: np.ndarray, *, booleans: bool, iso_dates: bool) -> GridColumn:
    """A column from texts as the file has them: each is cleaned once; texts that become the same share one code.

    index: 0-based column. codes: int32 positions in raw, one per row, -1 where blank.
    """
    places: dict[tuple[str, bool], int] = {}
    new = np.empty(len(raw) + 1, dtype=np.int32)
    for old, text in enumerate(raw):
        cleaned = _as_read(text, booleans=booleans, iso_dates=iso_dates)
        new[old] = places.setdefault(cleaned, len(places)) if cleaned[0] else -1
    new[-1] = -1
    texts = tuple(text for text, _ in places)
    is_date = np.fromiter((date for _, date in places), dtype=bool, count=len(places))
    return GridColumn(index, texts, new[codes], is_date)


def _length_of_time(moment: str) -> str | None:
    """« 36:00 » of a moment in the first days of an epoch: 1900 begins with day 1, after 1899-12-31; 1904 with day 0."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    for start, end in _TIMES:
        if start <= at < end:
            since = datetime(at.year, at.month, at.day) if start.year == 1899 and at.year == 1899 else _day_zero(start)
            minutes = round((at - since).total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
    return None


def _day_zero(start: datetime) -> datetime:
    return datetime(1899, 12, 31) if start.year == 1899 else start


def _hours(duration: re.Match[str]) -> str:
    """« 01:30 » of a cell that holds a length of time."""
    hours, minutes, days = duration.groups()
    total = round(float(days) * 1440) if days else int(hours) * 60 + int(minutes)
    return f"{total // 60:02}:{total % 60:02}"


def _as_read(text: str, *, booleans: bool, iso_dates: bool) -> tuple[str, bool]:
    """The text as a reader sees it, and whether the cell is a true date."""
    text = trimmed(text)
    if booleans and text in ("true", "false"):
        return (YES if text == "true" else NO), False
    if len(text) < 10 or not text[0].isdigit() or text[4] != "-":
        return text, False
    moment = _MOMENT.fullmatch(text)
    if not moment or not (moment.group(2) or iso_dates):
        return text, False
    day, hour, seconds = moment.groups()
    if day[:4] in ("1899", "1900", "1904") and hour:
        length = _length_of_time(f"{day} {hour}{seconds or ':00'}")
        if length:
            return length, False
    midnight = hour is None or (hour == "00:00" and (seconds or ":00").startswith(":00"))
    return (day, True) if midnight else (f"{day} {hour}", True)
