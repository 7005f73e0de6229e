"""The page in a real browser: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from claimpack import build, load
from claimpack.cli import main
from claimpack.exports.messages import all_messages
from claimpack.package.registry import read_registry
from claimpack.plain.language import Language
from claimpack.registryfolder import pages_of_registry
from click.testing import CliRunner

from tests.benchmarks.generate import TODAY as GENERATED_ON
from tests.benchmarks.generate import generate
from tests.edits import DATA_TODAY, EXAMPLE, ROOT, TODAY, Edit
from tests.page.made import example_page, hostile_edit, own_page, page_of
from tests.registries import make_registry

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = ROOT / "tests/consumers/node_modules/axe-core/axe.min.js"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
NAMES = ("own", "with text", "hostile", "from the right", "registry")
WIDTHS = (360, 768, 1280, 1920)


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


def registry_page(root: Path) -> str:
    """The overview of three packages that disagree."""
    make_registry(root)
    claims = root / "pages/two/claims/claims.csv"
    claims.write_text(claims.read_text(encoding="utf-8").replace("no_difference", "increased"), encoding="utf-8")
    pages_of_registry(read_registry(root, today=TODAY), root / "site", today=TODAY)
    return (root / "site/index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    pages = {
        "own": own_page(),
        "with text": example_page(folder / "text", with_text=True),
        "hostile": example_page(folder / "hostile", hostile_edit()),
        "from the right": page_of(ROOT, language=Language("ar", {}, all_messages())),
        "registry": registry_page(folder / "registry"),
    }
    found = {}
    for name, page in pages.items():
        found[name] = folder / f"{name.replace(' ', '-')}.html"
        found[name].write_text(page, encoding="utf-8")
    return found


class Opened:
    """A page that is open, and what it asked for and complained of."""

    def __init__(
        self, browser: playwright.Browser, file: Path, *, width: int = 1280, scheme: str = "light", js: bool = True
    ) -> None:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=js,
            bypass_csp=False,
        )
        self.page = context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        self.page.goto(file.as_uri())
        self.own = file.as_uri()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_that_axe_finds(browser: playwright.Browser, files: dict[str, Path], name: str, scheme: str) -> None:
    """Axe is brought in past the page's policy, which allows no script but its own."""
    if not AXE.exists():
        pytest.skip("no axe-core: npm ci --prefix tests/consumers")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(files[name].as_uri())
    if name != "registry":
        page.locator(".review button").first.click()
    page.add_script_tag(path=AXE)
    # what is beyond the screen is laid out only when it is looked at, and axe looks at all of it
    page.add_style_tag(content=".claim, .card { content-visibility: visible !important }")
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    assert [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
    context.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_fits_every_width(browser: playwright.Browser, files: dict[str, Path], name: str, width: int) -> None:
    opened = Opened(browser, files[name], width=width)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.page.evaluate("scrollTo(-999, 0), scrollX") == 0
    wide = opened.page.evaluate(
        """[...document.querySelectorAll('.claim, .card, .claim *, .card *')].filter(
             (each) => !each.closest('.scroll, .vh, thead, svg')
               && (each.getBoundingClientRect().right > innerWidth + 1
                 || each.getBoundingClientRect().left < -1)).length"""
    )
    assert wide == 0


@pytest.mark.parametrize("name", ["own", "with text", "hostile"])
def test_nothing_runs_and_nothing_is_asked_for(browser: playwright.Browser, files: dict[str, Path], name: str) -> None:
    opened = Opened(browser, files[name])
    page = opened.page
    page.locator("#f-text").fill("e")
    page.wait_for_timeout(300)
    page.locator(".review button").locator("visible=true").first.click()
    page.wait_for_timeout(300)
    assert opened.requests == [opened.own]
    assert opened.complaints == []
    assert page.title() != "run"


def test_the_policy_stops_what_would_come_in(browser: playwright.Browser, files: dict[str, Path]) -> None:
    """If markup did get in in spite of all, the policy would hold: a script, an image and a style are refused."""
    opened = Opened(browser, files["own"])
    opened.page.evaluate(
        """() => {
          const script = document.createElement('script'); script.textContent = "document.title = 'run'";
          const image = document.createElement('img'); image.src = 'http://127.0.0.1:9/x.png';
          document.body.append(script, image);
          document.body.setAttribute('style', 'display: none');
        }"""
    )
    opened.page.wait_for_timeout(300)
    assert opened.page.title() != "run"
    assert opened.page.evaluate("getComputedStyle(document.body).display") != "none"
    assert len([each for each in opened.complaints if "Content Security Policy" in each]) >= 3


def test_reads_without_javascript(browser: playwright.Browser, files: dict[str, Path]) -> None:
    page = Opened(browser, files["own"], js=False).page
    assert page.locator(".claim").count() == 56
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#signoff").is_visible()
    page.locator('a[href="#claim-C036"]').first.click()
    assert page.locator("#claim-C036 h4").is_visible()


def test_filters_and_links_to_what_they_hide(browser: playwright.Browser, files: dict[str, Path]) -> None:
    page = Opened(browser, files["own"]).page
    page.locator("#f-verdict").select_option("overstated")
    page.locator("#f-count", has_text="1 of 56 claims are shown.").wait_for()
    assert page.locator(".claim:visible").get_attribute("data-claim") == "C040"
    page.locator("#f-verdict").select_option("")
    page.locator("#f-outcome").select_option("death")
    page.locator("#f-source").select_option("thompson-2020")
    page.locator("#f-direction").select_option("no_difference")
    page.locator("#claim-C040").wait_for(state="hidden")
    page.locator("#claim-C036").wait_for()
    assert page.locator(".claim:visible").count() == 1
    page.evaluate("location.hash = '#claim-C007'")
    page.locator("#f-count", has_text="All 56 claims are shown.").wait_for()
    assert page.evaluate("document.activeElement.id") == "claim-C007"


def test_offers_nothing_to_filter_or_sign_off_where_there_is_no_claim(
    browser: playwright.Browser, tmp_path: Path
) -> None:
    claims = (EXAMPLE / "claims/claims.csv").read_text(encoding="utf-8")
    without = Edit(file={"claims/claims.csv": f"{claims.splitlines()[0]}\n"})
    (tmp_path / "page.html").write_text(example_page(tmp_path / "package", without), encoding="utf-8")
    opened = Opened(browser, tmp_path / "page.html")
    assert opened.page.get_by_text("There are no claims yet.").is_visible()
    assert not opened.page.locator("#filters").is_visible()
    assert not opened.page.locator("#signoff").is_visible()
    assert not opened.complaints


@pytest.mark.parametrize("js", [True, False])
def test_the_link_of_a_claim_opens_it(browser: playwright.Browser, tmp_path: Path, js: bool) -> None:  # noqa: FBT001
    """From beside the page, as ``claims.json`` has it."""
    build(load(ROOT, today=DATA_TODAY)).write(tmp_path / "dist")
    claims = json.loads((tmp_path / "dist/claims.json").read_text(encoding="utf-8"))["claims"]
    page = Opened(browser, tmp_path / "dist/claims.json", js=js).page
    for claim in claims[:3]:
        page.goto(f"{(tmp_path / 'dist').as_uri()}/{claim['link']}")
        target = page.locator(".claim:target")
        assert target.get_attribute("data-claim") == claim["claim_id"]
        assert claim["statement"] in (target.text_content() or "")
        box = target.locator("h4").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 900


def test_signs_off_by_keyboard_alone_and_the_file_is_taken_in(browser: playwright.Browser, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    Edit().apply(folder)
    file = tmp_path / "page.html"
    file.write_text(page_of(folder), encoding="utf-8")
    page = Opened(browser, file).page
    keyboard = page.keyboard
    keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    keyboard.press("Enter")
    page.locator("#claims:focus").wait_for()
    seen = []
    for _ in range(60):
        keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.id, document.activeElement.textContent.trim()]")
        seen.append(here[0] or here[1])
        if here[0] == "r-name":
            keyboard.type("A. Reader")
        if here[1].startswith("Review C"):
            break
    assert seen[:6] == ["f-text", "f-verdict", "f-source", "f-outcome", "f-direction", "Show all"]
    claim_id = seen[-1].removeprefix("Review ")
    keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "agree"
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.type("Well put.")
    assert page.locator("#r-count").text_content() == "1 of 3 claims are reviewed, not saved yet."[
        :0
    ] or "not saved yet" in (page.locator("#r-count").text_content() or "")
    page.locator("#r-day").fill("2026-02-20")
    page.locator("#r-save").focus()
    with page.expect_download() as download:
        keyboard.press("Enter")
    saved = tmp_path / "reviews.json"
    download.value.save_as(saved)
    content = json.loads(saved.read_text(encoding="utf-8"))
    assert content["reviewer"] == "A. Reader"
    assert [(each["claim_id"], each["opinion"], each["comment"]) for each in content["reviews"]] == [
        (claim_id, "agree", "Well put.")
    ]
    arguments = ["import", "reviews", str(saved), "--package", str(folder), "--yes", "--today", "2026-03-01"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "A. Reader,2026-02-20" in (folder / "claims/claims.csv").read_text(encoding="utf-8")
    again = Opened(browser, file).page
    again.locator("#r-open").set_input_files(saved)
    again.locator("#r-count", has_text="1 of").wait_for()
    assert again.locator("textarea").input_value() == "Well put."


def test_prints(browser: playwright.Browser, files: dict[str, Path]) -> None:
    """What needs a screen goes, and room to sign on paper comes; nothing is lost for want of width."""
    page = Opened(browser, files["own"]).page
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator(".on-paper").first.is_visible()
    assert page.locator("#claim-C056 h4").is_visible()
    pdf = page.pdf(format="A4", print_background=True)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") >= 10


def test_a_picture_has_its_interval_where_the_numbers_are(browser: playwright.Browser, files: dict[str, Path]) -> None:
    """In pixels: the interval of E11 ends left of the null line and its box is within it."""
    page = Opened(browser, files["own"]).page
    page.evaluate("location.hash = '#claim-C036'")
    found = page.evaluate(
        """() => {
          const svg = document.querySelector('#claim-C036 svg[data-estimate=E11]');
          const box = (name) => { const { left, right, width } = svg.querySelector(name).getBoundingClientRect();
            return { left, right, width }; };
          return { interval: box('.interval'), null: box('.null'), box: box('.box') };
        }"""
    )
    assert found["interval"]["width"] > 20
    assert found["interval"]["right"] < found["null"]["left"]
    assert found["interval"]["left"] < found["box"]["left"] < found["box"]["right"] < found["interval"]["right"]


def test_a_thousand_claims_are_a_small_document(browser: playwright.Browser, tmp_path: Path) -> None:
    """How long it takes to open, beside a bare document, is told by ``python -m tests.benchmarks.pageload``."""
    generate(tmp_path / "package", 1_000)
    file = tmp_path / "page.html"
    file.write_text(page_of(tmp_path / "package", today=GENERATED_ON), encoding="utf-8")
    assert file.stat().st_size < 8_000 * 1_000
    opened = Opened(browser, file)
    assert opened.page.locator("article.claim").count() == 1_000
    assert opened.page.evaluate("document.querySelectorAll('*').length") < 150 * 1_000
    assert not opened.complaints
