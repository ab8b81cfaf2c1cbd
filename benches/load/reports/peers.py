"""The rows of a CSV file as a workbook, by openpyxl and by XlsxWriter: the seconds that each takes, as JSON.

    peers.py <rows.csv> <folder>

All cells are read, and are what they are in the server's own workbook (texts, numbers, times), before a clock runs. Both
libraries write row by row, in the way in which they are quickest and need little memory.
"""

import csv
import datetime
import importlib
import json
import pathlib
import sys
import time

NUMBERS = {"score"}
TIMES = {"follow_up_at", "created_at", "updated_at"}


def cell(head, text):
    if not text:
        return None
    if head in NUMBERS:
        return int(text)
    if head in TIMES:
        return datetime.datetime.fromisoformat(text).replace(tzinfo=None)
    return text


def by_openpyxl(library, heads, rows, path):
    book = library.Workbook(write_only=True)
    sheet = book.create_sheet("Leads")
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    book.save(path)


def by_xlsxwriter(library, heads, rows, path):
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm"}
    book = library.Workbook(path, options)
    sheet = book.add_worksheet("Leads")
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head)
    for at, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(at, column, value)
            elif isinstance(value, int):
                sheet.write_number(at, column, value)
            else:
                sheet.write_datetime(at, column, value)
    book.close()


def measured(name, module, write, heads, rows, folder):
    try:
        library = importlib.import_module(module)
    except ImportError as error:
        return {"missing": str(error)}
    began = time.perf_counter()
    write(library, heads, rows, str(folder / f"{name}.xlsx"))
    return {"seconds": time.perf_counter() - began, "version": library.__version__}


def main(source, folder):
    with open(source, encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        heads = next(lines)
        rows = [[cell(head, text) for head, text in zip(heads, line)] for line in lines]
    folder = pathlib.Path(folder)
    told = {"rows": len(rows)}
    for name, module, write in [("openpyxl", "openpyxl", by_openpyxl), ("XlsxWriter", "xlsxwriter", by_xlsxwriter)]:
        told[name] = measured(name, module, write, heads, rows, folder)
    print(json.dumps(told))


main(*sys.argv[1:])
