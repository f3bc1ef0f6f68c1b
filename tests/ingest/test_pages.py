"""Pages, PDF, WARC and feeds: the article, its head matter, and damage."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.ingest import Limits

from .inputs import PAGE, fault, got, one, pdf, warc

TITLE = "Shelling kills six in river town"


def test_html_gives_article_and_head(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")
    report = one(path)
    assert report.text.startswith(TITLE + "\n\nAt least six people")
    assert report.text.count(TITLE) == 1
    assert "Cookies" not in report.text
    assert (report.title, report.authors, report.published) == (TITLE, ("Ida Moreau",), "2019-04-05")
    assert (report.publisher, report.url) == ("The Harbour Post", "https://harbour.example/world/17")


def test_html_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(
        PAGE.replace("{charset}", "iso-8859-2").replace("{title}", "Ostrzał w Łodzi").encode("iso-8859-2", "ignore")
    )
    assert one(path).title == "Ostrzał w Łodzi"


@pytest.mark.parametrize("body", ["", "<nav><a href='/'>Home</a></nav>", "<script>var a = 1</script>"])
def test_html_without_article(tmp_path: Path, body: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html><head><title>x</title></head><body>{body}</body></html>", encoding="utf-8")
    assert fault(path) == f"{path}: no article found in the page"


def test_html_nested_beyond_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 50_000 + "text", encoding="utf-8")
    reports, errors = got(path)
    assert len(reports) + len(errors) == 1


def test_saved_page_notes_its_address(tmp_path: Path, page: str) -> None:
    bare = page.replace('<link rel="canonical" href="https://harbour.example/world/17">', "")
    path = tmp_path / "a.htm"
    path.write_text("<!-- saved from url=(0027)https://harbour.example/w/9 -->\n" + bare, encoding="utf-8")
    assert one(path).url == "https://harbour.example/w/9"


def test_mhtml(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.mhtml"
    head = (
        "From: <Saved>\r\nSnapshot-Content-Location: https://harbour.example/w/9\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="XX"\r\n\r\n--XX\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    path.write_text(head + page + "\r\n--XX--\r\n", encoding="utf-8", newline="")
    assert "At least six people" in one(path).text
    path.write_text("From: x\n\nhello", encoding="utf-8")
    assert "no page found" in fault(path)


def test_pdf(tmp_path: Path) -> None:
    pages = [
        ["Mortar fire hits camp", "By Ida Moreau", "Nine people died at the camp of Lwero on Sunday,"],
        ["aid workers said."],
    ]
    path = pdf(tmp_path / "a.pdf", pages, title="Mortar fire hits camp", author="jsmith2")
    report = one(path)
    assert report.text.endswith("on Sunday,\naid workers said.")
    assert (report.title, report.authors, report.published) == ("Mortar fire hits camp", (), None)


def test_pdf_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf(tmp_path / "a.pdf", [["Nine people died."]]).read_bytes()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(data), 1 << 16)))  # type: ignore[arg-type]
    assert one("-").text == "Nine people died."


def test_pdf_damage(tmp_path: Path) -> None:
    whole = pdf(tmp_path / "a.pdf", [["Nine people died."]]).read_bytes()
    for name, data, reason in (
        ("cut.pdf", whole[:200], "damaged PDF"),
        ("not.pdf", b"%PDF-1.4\nnothing here", "damaged PDF"),
        ("empty.pdf", b"", "is empty"),
    ):
        (tmp_path / name).write_bytes(data)
        assert reason in fault(tmp_path / name)
    assert "needs OCR" in fault(pdf(tmp_path / "scan.pdf", [[]]))
    long = pdf(tmp_path / "long.pdf", [["x"]] * 5)
    assert "5 pages, more than the limit of 4" in fault(long, limits=Limits(pages=4))


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_warc(tmp_path: Path, page: str, name: str, packed: bool) -> None:
    pages = [
        ("https://harbour.example/1", "text/html; charset=utf-8", page),
        ("https://harbour.example/x.png", "image/png", "\x89PNG"),
        ("https://harbour.example/2", "text/html", "<html><body></body></html>"),
        ("https://harbour.example/3", "text/html", page.replace("six", "seven").replace("/world/17", "/world/18")),
    ]
    path = warc(tmp_path / name, pages, packed)
    reports, errors = got(path)
    assert ["six" in r.text for r in reports] == [True, False]
    assert reports[1].url == "https://harbour.example/world/18"
    assert [str(e) for e in errors] == [f"{path}: https://harbour.example/2: no article found in the page"]


@pytest.mark.parametrize(("name", "packed"), [("a.warc", False), ("a.warc.gz", True)])
def test_truncated_warc(tmp_path: Path, page: str, name: str, packed: bool) -> None:
    path = warc(tmp_path / name, [(f"https://h.example/{n}", "text/html", page) for n in range(3)], packed)
    path.write_bytes(path.read_bytes()[:-300])
    reports, errors = got(path)
    assert len(reports) == 2
    assert len(errors) == 1
    assert "cut off" in str(errors[0])


def test_not_a_warc(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_text("hello\n\nworld", encoding="utf-8")
    assert str(tmp_path / "a.warc") in fault(tmp_path / "a.warc")
    (tmp_path / "b.warc").write_bytes(b"")
    assert "b.warc" in fault(tmp_path / "b.warc")


RSS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Harbour Post</title><link>https://harbour.example</link>
<item><title>Four hurt in Odesi blast</title><link>https://harbour.example/5</link>
<pubDate>Tue, 09 Jun 2020 23:30:00 -0500</pubDate><author>a@h.example (Ida Moreau)</author>
<description>&lt;p&gt;Four people were hurt.&lt;/p&gt;
&lt;p&gt;Police &amp;amp; army came.&lt;/p&gt;</description></item>
<item><title>Short</title><description>Summary.</description>
<content:encoded><![CDATA[<div>The whole <b>story</b>.<br>More.<script>x()</script></div>]]></content:encoded></item>
<item><link>https://harbour.example/6</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill Radio</title><entry><title>Truce holds</title>
<link href="https://hill.example/1"/><updated>2021-02-03T01:00:00+03:00</updated><author><name>O. Pell</name></author>
<content type="html">&lt;p&gt;The truce held.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.rss", "a.xml"])
def test_rss(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(RSS, encoding="utf-8")
    reports, errors = got(path)
    assert reports[0].text == "Four hurt in Odesi blast\n\nFour people were hurt.\n\nPolice & army came."
    assert reports[0].published == "2020-06-09"  # the day on the writer's clock
    assert (reports[0].publisher, reports[0].url) == ("The Harbour Post", "https://harbour.example/5")
    assert reports[1].text == "Short\n\nThe whole story.\n\nMore."
    assert [str(e) for e in errors] == [f"{path}: entry 3: is empty"]


def test_atom(tmp_path: Path) -> None:
    path = tmp_path / "a.atom"
    path.write_text(ATOM, encoding="utf-8")
    report = one(path)
    assert (report.text, report.published, report.authors) == (
        "Truce holds\n\nThe truce held.",
        "2021-02-03",
        ("O. Pell",),
    )


def test_malformed_feed(tmp_path: Path) -> None:
    cut = tmp_path / "cut.rss"
    cut.write_text(RSS[: RSS.index("<item><title>Short") + 30], encoding="utf-8")
    reports, errors = got(cut)
    assert len(reports) >= 1
    assert "may be lost" in str(errors[-1])
    not_feed = tmp_path / "not.rss"
    not_feed.write_text("<rss><channel", encoding="utf-8")
    assert "malformed feed" in fault(not_feed)
    other = tmp_path / "other.rss"
    other.write_text("<catalogue><book/></catalogue>", encoding="utf-8")
    assert "not an RSS or Atom feed" in fault(other)


def test_libraries_keep_quiet(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(pdf(tmp_path / "c.pdf", [["Nine people died."]]).read_bytes()[:-40])
    (tmp_path / "d.warc").write_text("WARC/1.0\r\nnonsense\r\n", encoding="utf-8")
    got(tmp_path)
    assert capfd.readouterr() == ("", "")
    assert not caplog.records


def test_a_page_over_the_limit(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert "more than the limit of 100 bytes" in fault(tmp_path / "a.html", limits=Limits(page=100))
    path = warc(
        tmp_path / "a.warc",
        [("https://h.example/1", "text/html", page), ("https://h.example/2", "text/html", "x")],
        False,
    )
    assert "https://h.example/1: more than the limit" in str(got(path, limits=Limits(page=100))[1][0])
