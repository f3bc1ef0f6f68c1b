"""A person at the keyboard: presses keys, and waits until the page has done what they do."""

from __future__ import annotations

from playwright.sync_api import Page, expect

ON_SHOW = """() => {
  const shown = document.querySelector("#record-claim .claim");
  return shown && "#" + shown.dataset.claim === decodeURIComponent(location.hash) && !document.querySelector(".waiting");
}"""


class Hands:
    """Only keys: nothing here clicks."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open_report(self, title: str) -> None:
        """Walk the list of reports down to one and open it."""
        for _ in range(40):
            self.page.keyboard.press("j")
            if title in (self.page.locator(":focus").text_content() or ""):
                break
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/reports/b2:*")
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, waiting for each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def settle(self) -> None:
        """Wait until the record pane shows the chosen claim and every decision is answered."""
        self.page.wait_for_function(ON_SHOW)

    def told(self, words: str) -> None:
        """Wait until the page says this in passing; it is heard once."""
        expect(self.page.locator("#told")).to_contain_text(words)
        self.page.evaluate("document.getElementById('told').textContent = ''")

    def at(self, local: str) -> None:
        """Wait until this claim is chosen and shown."""
        self.page.wait_for_function("id => location.hash === '#' + id", arg=local)
        self.settle()

    @property
    def claim(self) -> str:
        """Local id of the claim that is chosen."""
        return self.page.evaluate("location.hash.slice(1)")

    def go_to(self, local: str) -> None:
        """Walk to a claim."""
        self.page.keyboard.press("k")
        for key in ["j"] * 60 + ["k"] * 60:
            if self.claim == local:
                break
            self.page.keyboard.press(key)
        self.settle()
        assert self.claim == local

    def stands(self, local: str) -> str | None:
        """What the queue shows of a claim."""
        return self.page.locator(f"#line-{local}").get_attribute("data-stand")
