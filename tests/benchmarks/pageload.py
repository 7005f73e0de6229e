"""How long a page of 1,000 claims takes to open in Chromium: ``python -m tests.benchmarks.pageload``.

Its peer is the same document without styles and scripts, opened in turn by the same browser. Of several runs the
fastest counts, up to the browser's load event.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import click
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.generate import TODAY, generate
from tests.page.made import page_of


@click.command()
@click.option("--claims", default=1_000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(claims: int, rounds: int) -> None:
    """Prints how long the page takes, its bare text takes, and the ratio."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        generate(folder / "package", claims)
        page, bare = folder / "page.html", folder / "bare.html"
        text = page_of(folder / "package", today=TODAY)
        page.write_text(text, encoding="utf-8")
        bare.write_text(re.sub(r"<(script|style)\b.*?</\1>", "", text, flags=re.DOTALL), encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            times = [(_opened(browser, page), _opened(browser, bare)) for _ in range(rounds)]
            browser.close()
    ours, peers = (min(each) for each in zip(*times, strict=True))
    click.echo(f"{claims:,} claims: {ours:.0f} ms, bare {peers:.0f} ms, ratio {ours / peers:.2f}")


def _opened(browser: Browser, file: Path) -> float:
    """Milliseconds from the request to the load event, in a window of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("performance.getEntriesByType('navigation')[0].loadEventEnd > 0")
    taken: float = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    context.close()
    return taken


if __name__ == "__main__":
    main()
