"""What a report's workbook says to a library that did not write it: one JSON object for each sheet, in one list."""

import json
import sys

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell


def sums(rows):
    heads = [str(head) for head in next(rows, ())]
    found = {}
    for row in rows:
        for head, value in zip(heads, row):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                found[head] = found.get(head, 0) + value
    return found


def told(sheet):
    cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
    return {
        "title": sheet.title,
        "rows": sheet.max_row,
        "sums": sums(sheet.iter_rows(values_only=True)),
        "figures": {row[0]: row[1] for row in sheet.iter_rows(max_col=2, values_only=True) if isinstance(row[1], (int, float))},
        "frozen": sheet.freeze_panes,
        "tables": [[table.tableStyleInfo.name, table.autoFilter is not None] for table in sheet.tables.values()],
        "charts": len(sheet._charts),
        "dates": sum(1 for cell in cells if cell.is_date),
        "formulas": sum(1 for cell in cells if cell.data_type == "f"),
        "links": sorted({cell.hyperlink.target or cell.hyperlink.location for cell in cells if cell.hyperlink})[:3],
        "rules": len(list(sheet.conditional_formatting)),
        "wide": sheet.page_setup.orientation,
        "fits": sheet.sheet_properties.pageSetUpPr.fitToPage if sheet.sheet_properties.pageSetUpPr else False,
        "heads_on_each_page": (sheet.print_title_rows or "").replace("$", ""),
    }


json.dump([told(sheet) for sheet in load_workbook(sys.argv[1]).worksheets], sys.stdout)
