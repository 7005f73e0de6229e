"""Does in LibreOffice what a curator does: opens a workbook, types into cells, saves it; run by a Python that has UNO.

Arguments: the office's pipe, a workbook, where to save it unchanged, where to save it edited, and for each edit a
sheet, an address and what is typed.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]


def main(pipe: str, source: str, unchanged: str, edited: str, *edits: str) -> None:
    context = connected(pipe)
    services = context.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    try:
        book = desktop.loadComponentFromURL(
            uno.systemPathToFileUrl(source), "_blank", 0, (named("Hidden", value=True),)
        )
        save(book, unchanged)
        for sheet, address, text in zip(edits[::3], edits[1::3], edits[2::3], strict=True):
            cell = book.Sheets.getByName(sheet).getCellRangeByName(address)
            cell.FormulaLocal = text  # which takes the text as if it were typed
        save(book, edited)
        book.close(True)  # noqa: FBT003 - it takes no keyword
    finally:
        desktop.terminate()


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


def save(book: Any, target: str) -> None:
    book.storeToURL(uno.systemPathToFileUrl(target), (named("FilterName", "Calc MS Excel 2007 XML"),))


if __name__ == "__main__":
    main(*sys.argv[1:])
