"""The page of `report` in headless Chromium: Debian's, driven by playwright.

Skipped where there is no Chromium or no playwright (``pip install 'policytext[browser]'``), unless
POLICYTEXT_BROWSER=required.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policytext.cli.app import build_app

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = os.environ.get("POLICYTEXT_BROWSER") == "required"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = [
    name
    for name, there in (
        ("chromium (Debian: apt install chromium)", CHROMIUM),
        ("playwright (pip install 'policytext[browser]')", find_spec("playwright")),
        ("axe-playwright-python (the same)", find_spec("axe_playwright_python")),
        ("vl-convert-python", find_spec("vl_convert")),
    )
    if not there
]
if MISSING and not REQUIRED:
    pytest.skip(f"not installed: {', '.join(MISSING)}", allow_module_level=True)

PLOTS = {"corpus", "terms", "lines", "telling", "slogans", "indicator", "changes", "claims"}
TABLES = {"corpus", "terms", "telling", "slogans", "indicator", "numbers", "changes", "claims"}
HOSTILE = "<script>window.hit=1</script>\"'{{7*7}}</title><img src=x onerror=window.hit=2>"
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of the seeds in both languages, of two small reports, of one, of a hostile one."""
    folder = tmp_path_factory.mktemp("pages")
    one, hostile = folder / "one.txt", folder / "hostile.txt"
    one.write_text("2008年政府工作报告\n今年要改革。\n", encoding="utf-8")
    hostile.write_text(
        f"{HOSTILE}\n2008年，𠮷县坚持“</script><marquee>三级联创</marquee>”，新增就业1200人。\n",
        encoding="utf-8",
    )
    facts = folder / "facts.csv"
    title = HOSTILE.replace('"', '""')
    facts.write_text(f'file,year,title\nhostile.txt,2008,"{title}"\n', encoding="utf-8")
    pair = folder / "pair"
    pair.mkdir()
    for year, verb, jobs in ((2008, "深化", 1100), (2009, "推进", 1200)):
        (pair / f"{year}.txt").write_text(
            f"{year}年政府工作报告\n一、{year - 1}年工作回顾\n"
            f"{year - 1}年，城镇新增就业{jobs}万人。\n二、{year}年工作安排\n"
            f"{year}年的预期目标是：城镇新增就业900万人。\n"
            f"全面{verb}农村改革，{{增加}}农民收入，扩大公共服务，保障粮食供给。\n",
            encoding="utf-8",
        )
    wanted = {
        "pair": [str(pair), "--lang", "en"],
        "en": [str(ROOT / "seeds"), "--lang", "en"],
        "zh": [str(ROOT / "seeds"), "--lang", "zh"],
        "one": [str(one), "--lang", "en"],
        "hostile": [str(hostile), "--metadata", str(facts), "--lang", "en"],
    }
    out = {}
    for name, words in wanted.items():
        out[name] = folder / f"{name}.html"
        result = CliRunner().invoke(build_app(), ["report", *words, "-o", str(out[name])])
        assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # No sandbox: it needs what a container does not give, and the pages are our own.
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def open_page(browser: Any, pages: dict[str, Path]) -> Iterator[Open]:
    """Opens a page from disk; at the end nothing was said on the console, nothing requested."""
    contexts = []
    said: list[str] = []
    asked: list[str] = []

    def open_page(name: str = "en", *, at: str = "", width: int = 1280, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(pages[name].as_uri() + at)
        page.wait_for_selector("html[data-drawn]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []
    assert {url.partition("#")[0] for url in asked if not url.startswith("blob:")} <= {
        path.as_uri() for path in pages.values()
    }


def rows(page: Any, table: str) -> list[str]:
    found: list[str] = page.locator(f"#{table}-table tbody tr").all_inner_texts()
    return found


def total(page: Any, table: str) -> int:
    text = page.locator(f"#{table}-table .counted").inner_text()
    return int(re.findall(r"[\d,]+", text)[-1].replace(",", ""))


@pytest.mark.parametrize("name", ["en", "zh"])
def test_every_plot_has_marks_and_a_table(open_page: Open, name: str) -> None:
    page = open_page(name)
    plots = page.locator("figure").evaluate_all("all => all.map(f => f.id.replace('-plot', ''))")
    assert set(plots) == PLOTS
    for plot in PLOTS:
        marks = page.locator(f"#{plot}-plot svg .role-mark path").count()
        assert marks > 0, plot
        assert page.locator(f"#{plot}-plot figcaption").inner_text()
    tables = page.locator(".tabled").evaluate_all("all => all.map(t => t.id.replace('-table', ''))")
    assert set(tables) == TABLES
    for table in TABLES:
        assert rows(page, table), table


@pytest.mark.parametrize(
    ("name", "lang", "heading"), [("en", "en", "Terms"), ("zh", "zh-Hans", "词语")]
)
def test_both_languages(open_page: Open, name: str, lang: str, heading: str) -> None:
    page = open_page(name)
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("#terms-title").inner_text() == heading
    titles = page.locator("#terms-plot svg text").all_text_contents()
    assert ("per million words" in titles) == (name == "en")


def test_search_narrows_the_rows_and_the_address_keeps_it(open_page: Open) -> None:
    page = open_page()
    before = total(page, "slogans")
    page.fill("#slogans-search", "三")
    after = total(page, "slogans")
    assert 0 < after < before
    assert all("三" in row for row in rows(page, "slogans"))
    address = page.url
    assert "slogans.q=" in address
    again = open_page(at="#" + address.partition("#")[2])
    assert total(again, "slogans") == after
    assert again.input_value("#slogans-search") == "三"
    page.fill("#slogans-search", "没有这样的提法")
    assert rows(page, "slogans") == ["No row fits these conditions."]


@pytest.mark.parametrize(
    ("table", "filter", "value", "cell"),
    [
        ("slogans", "kind", "shorthand", "shorthand"),
        ("numbers", "unit", "%", "%"),
        ("numbers", "kind", "count", None),
        ("numbers", "ref_year", "2007", "2007"),
        ("numbers", "year", "2008", "2008"),
        ("claims", "ok", "false", "does not hold"),
        ("corpus", "year", "2008", "2008"),
    ],
)
def test_filters_narrow_the_rows(
    open_page: Open, table: str, filter: str, value: str, cell: str | None
) -> None:
    page = open_page()
    before = total(page, table)
    page.select_option(f"#{table}-{filter}", value)
    assert 0 < total(page, table) < before
    if cell is not None:
        assert all(cell in row for row in rows(page, table))


def test_columns_sort_and_pages_turn(open_page: Open) -> None:
    page = open_page()
    table = page.locator("#terms-table")
    first = rows(page, "terms")[0]
    table.get_by_role("button", name="Next").click()
    assert rows(page, "terms")[0] != first
    head = table.get_by_role("button", name="count", exact=True)
    head.click()
    counts = [int(row.split("\t")[1].replace(",", "")) for row in rows(page, "terms")]
    assert counts == sorted(counts, reverse=True)
    head.click()
    counts = [int(row.split("\t")[1].replace(",", "")) for row in rows(page, "terms")]
    assert counts == sorted(counts)
    assert table.locator("th[aria-sort=ascending]").inner_text().startswith("count")


def test_a_click_on_a_term_shows_its_sentences(open_page: Open) -> None:
    page = open_page()
    cells = rows(page, "terms")[0].split("\t")
    page.locator("#terms-table tbody .act").first.click()
    panel = page.locator("#evidence")
    assert panel.locator("h2").inner_text() == cells[0]
    assert f"as a token: {cells[1]}" in panel.inner_text()
    quotes = panel.locator(".quote")
    assert quotes.count() == 30
    assert set(panel.locator("mark").all_inner_texts()) == {cells[0]}
    assert "line " in quotes.first.inner_text()
    panel.locator(".more").click()
    assert quotes.count() == 60
    again = open_page(at="#" + page.url.partition("#")[2])
    assert again.locator("#evidence h2").inner_text() == cells[0]
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert "open=" not in page.url


def test_all_places_of_a_token_are_there(open_page: Open) -> None:
    page = open_page(at="#open=term:创新")
    panel = page.locator("#evidence")
    while panel.locator(".more").is_visible():
        panel.locator(".more").click()
    assert "as a token: 47" in panel.inner_text()
    assert panel.locator("mark").count() == 47


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("#numbers-table tbody td .act", "mark"),
        ("#slogans-table tbody .act", "mark"),
        ("#claims-table tbody .act", "mark"),
        ("#indicator-table tbody .act", "mark"),
        ("#telling-table tbody td .act", "mark"),
        ("#changes-table tbody .act", "mark"),
        ("#corpus-table tbody tr:nth-child(1) td:nth-child(2) .act", "mark"),
        ("#corpus-table tbody tr:nth-child(1) th .act", ".text li"),
        ("#corpus-table tbody tr:nth-child(1) td:nth-child(8) .act", ".repairs del"),
        ("#changes .wording .where .act", ".text .here"),
    ],
)
def test_every_number_leads_to_its_sentence(open_page: Open, cell: str, shown: str) -> None:
    page = open_page()
    page.locator(cell).first.click()
    assert page.locator(f"#evidence {shown}").count() > 0


def test_a_bar_leads_to_its_sentences(open_page: Open) -> None:
    page = open_page()
    page.locator("#terms-plot svg .role-mark path").first.click()
    assert page.locator("#evidence mark").count() > 0


def test_any_word_is_found(open_page: Open) -> None:
    page = open_page()
    page.fill("#find-term", "级联")
    page.keyboard.press("Enter")
    panel = page.locator("#evidence")
    assert "as a string: 7" in panel.inner_text()
    assert "as a token: 0" in panel.inner_text()
    assert panel.locator("mark").count() == 7


def test_lines_follow_the_choice(open_page: Open) -> None:
    page = open_page()
    legend = page.locator("#lines-plot svg .role-legend-label text")
    before = legend.all_text_contents()
    page.locator("#terms-table tbody .choice").first.click()
    page.wait_for_function(
        "n => document.querySelectorAll('#lines-plot svg .role-legend-label text').length > n",
        arg=len(before),
    )
    assert "lines=" in page.url


def test_choices_redraw_plot_and_table(open_page: Open) -> None:
    page = open_page()
    first = rows(page, "changes")
    page.select_option("#pair", "2007-2008")
    page.wait_for_function(
        "document.querySelector('#changes-plot figcaption').innerText.includes('2007 → 2008')"
    )
    assert rows(page, "changes") != first
    told = rows(page, "telling")
    page.select_option("#telling-year", "2007")
    assert rows(page, "telling") != told


def test_reworded_sentences_have_their_edits_marked(open_page: Open) -> None:
    page = open_page("pair")
    line = page.locator("#changes .wording .quote").filter(has_text="农村改革")
    assert line.locator("del").all_inner_texts() == ["深化"]
    assert line.locator("ins").all_inner_texts() == ["推进"]
    assert "全面深化推进农村改革,{增加}农民收入" in line.inner_text().replace("，", ",")
    assert page.locator("#indicator-plot svg .role-legend-label text").all_text_contents() == [
        "result", "target",
    ]  # fmt: skip


def test_tables_and_plots_are_saved(open_page: Open) -> None:
    page = open_page()
    with page.expect_download() as download:
        page.locator("#terms-table .foot > button").click()
    lines = Path(download.value.path()).read_text("utf-8").splitlines()
    assert lines[0].startswith("term,count,per_million,docs,dp,2007")
    assert lines[1].startswith("工作,298,22350.5588,5,")
    assert len(lines) == 401
    for type, begins in (("SVG", b"<svg"), ("PNG", b"\x89PNG")):
        with page.expect_download() as download:
            page.locator("#terms-plot .saves").get_by_text(type).click()
        assert Path(download.value.path()).read_bytes().startswith(begins)


def test_empty_parts_say_why(open_page: Open) -> None:
    page = open_page("one")
    reason = "Only 2008 has speeches: there is no other year to compare with."
    for plot in ("lines", "telling", "changes"):
        assert page.locator(f"#{plot}-plot .empty").inner_text() == reason
    assert page.locator("#slogans .empty").inner_text() == "The texts quote no slogans."
    assert page.locator("#numbers .empty").inner_text() == "The texts quote no statistics."
    assert "no claim" in page.locator("#audit .empty").inner_text()


def test_hostile_texts_do_nothing(open_page: Open) -> None:
    page = open_page("hostile")
    assert page.evaluate("window.hit") is None
    assert HOSTILE in page.locator("#corpus-table tbody").inner_text()
    page.locator("#slogans-table tbody .act").first.click()
    assert "</script><marquee>三级联创</marquee>" in page.locator("#evidence").inner_text()
    page.keyboard.press("Escape")
    page.locator("#corpus-table tbody .act").first.click()
    assert page.locator("#evidence h2").inner_text() == HOSTILE
    assert page.locator("img, #evidence marquee").count() == 0
    assert page.evaluate("window.hit") is None
    page = open_page("hostile", at="#open=term:<img src=x onerror=window.hit=3>&terms.q=<b>x")
    assert page.evaluate("window.hit") is None
    assert page.locator("img").count() == 0


def test_characters_beyond_the_basic_plane_move_no_mark(open_page: Open) -> None:
    page = open_page("hostile")
    page.locator("#numbers-table tbody .act", has_text="1200人").click()
    assert page.locator("#evidence mark").all_inner_texts() == ["1200人"]
    page = open_page("hostile", at="#open=term:三级联创")
    assert "as a token: 1" in page.locator("#evidence").inner_text()
    assert page.locator("#evidence mark").all_inner_texts() == ["三级联创"]


def test_the_policy_forbids_the_network(browser: Any, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(pages["en"].as_uri())
    tries = """async () => {
        const refused = [];
        document.addEventListener("securitypolicyviolation", (event) =>
            refused.push(event.effectiveDirective));
        await fetch("http://localhost:1/x").catch(() => {});
        const image = new Image();
        image.src = "http://localhost:1/x.png";
        const script = document.createElement("script");
        script.textContent = "window.hit = 1";
        document.body.append(image, script);
        await new Promise((resolve) => setTimeout(resolve, 200));
        return [...refused.map((name) => name.split("-")[0]), window.hit ?? "not run"];
    }"""
    assert sorted(page.evaluate(tries)) == ["connect", "img", "not run", "script"]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("name", ["en", "zh"])
def test_axe_finds_nothing_serious(
    browser: Any, pages: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    import axe_playwright_python

    folder = Path(axe_playwright_python.__file__).parent
    (script,) = folder.rglob("axe.min.js")
    # axe-core is put into the page from outside, which the policy would not let in.
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.wait_for_selector("html[data-drawn]")
    page.evaluate(script.read_text("utf-8"))

    def findings() -> list[str]:
        found: list[dict[str, Any]] = page.evaluate("axe.run().then(r => r.violations)")
        return [f"{v['id']}: {v['help']} ({v['nodes'][0]['html'][:120]})" for v in found]

    assert findings() == []
    for cell in ("#terms-table .act", "#corpus-table td:nth-child(2) .act"):
        page.locator(cell).first.click()
        assert findings() == []
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_theme_can_be_chosen(open_page: Open) -> None:
    page = open_page(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.select_option("#theme", "dark")
    dark = page.evaluate(ground)
    assert dark != light
    again = open_page(at="#theme=dark", color_scheme="light")
    assert again.evaluate(ground) == dark


def test_the_keyboard_reaches_what_the_mouse_does(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#terms-table tbody .act").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#evidence").is_visible()
    assert page.evaluate("document.activeElement.id") == "evidence-close"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#terms-table') !== null")


def test_it_prints_on_white(open_page: Open) -> None:
    page = open_page(color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    ink = "getComputedStyle(document.querySelector('.plot svg text')).fill"
    assert page.evaluate(ink) == "rgb(0, 0, 0)"
    assert not page.locator(".sections").is_visible()
    assert page.locator("#audit-title").is_visible()
    assert page.pdf().startswith(b"%PDF")
