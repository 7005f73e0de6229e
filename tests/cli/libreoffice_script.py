"""Does in LibreOffice what a curator does: opens files, types into cells, saves them; run by a Python that has UNO.

Arguments: the office's pipe, and in JSON a list of files to open, each with what to do: type, format or save.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import Locale  # type: ignore[import-not-found]

CSV = "Text - txt - csv (StarCalc)"


def main(pipe: str, jobs: str) -> None:
    context = connected(pipe)
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        for job in json.loads(jobs):
            options = [named("Hidden", value=True)]
            if "as" in job:
                options += [named("FilterName", CSV), named("FilterOptions", job["as"])]
            book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(job["open"]), "_blank", 0, tuple(options))
            for verb, *what in job["do"]:
                {"type": type_into, "format": set_format, "save": save}[verb](book, *what)
            book.close(True)  # noqa: FBT003 - it takes no keyword
    finally:
        desktop.terminate()


def type_into(book: Any, sheet: str, address: str, text: str) -> None:
    """Types ``text`` into a cell, which the program takes for what it looks like."""
    sheet_of(book, sheet).getCellRangeByName(address).FormulaLocal = text


def set_format(book: Any, sheet: str, addresses: str, code: str, language: str, country: str) -> None:
    """Chooses a number format for cells."""
    locale = Locale(language, country, "")
    formats = book.NumberFormats
    key = formats.queryKey(code, locale, False)  # noqa: FBT003 - it takes no keyword
    key = formats.addNew(code, locale) if key < 0 else key
    sheet_of(book, sheet).getCellRangeByName(addresses).NumberFormat = key


def sheet_of(book: Any, name: str) -> Any:
    """The sheet of that name, or the only one if there is no name."""
    return book.Sheets.getByName(name) if name else book.Sheets.getByIndex(0)


def connected(pipe: str) -> Any:
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(400):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("the office did not start")


def named(name: str, value: object) -> Any:
    return PropertyValue(Name=name, Value=value)


def save(book: Any, target: str, options: str = "") -> None:
    """Saves as a workbook, or with ``options`` as CSV."""
    filters = [named("FilterName", CSV if options else "Calc MS Excel 2007 XML")]
    filters += [named("FilterOptions", options)] if options else []
    book.storeToURL(uno.systemPathToFileUrl(target), tuple(filters))


if __name__ == "__main__":
    main(*sys.argv[1:])
