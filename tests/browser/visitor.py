"""Somebody at a browser: what she sees, and what the page did that it shouldn't have."""

from contextlib import contextmanager
from pathlib import Path

AXE = (Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIND = "options => axe.run(options).then(found => found.violations)"  # what is in order is a hundred times as long
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Visitor:
    """One browser window; `complaints` gathers policy violations, script errors and strangers' hosts."""

    def __init__(self, page, url):
        self.page, self.url, self.complaints = page, url, []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("request", self._asked)

    def _heard(self, message):
        if message.type == "error" and "404" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def _asked(self, request):
        if not request.url.startswith((self.url, "data:", "blob:", "about:")):
            self.complaints.append(f"{self.page.url} asked {request.url}")

    def go(self, path):
        return self.page.goto(self.url + path)

    def become(self, email):
        """Sign in as one of the cast."""
        self.go("/demo/")
        self.page.locator(f"form:has(input[value='{email}']) button").click()

    def violations(self):
        """What axe finds against WCAG 2.0 to 2.2, levels A and AA, each as one line."""
        self.page.wait_for_load_state()
        heard = list(self.complaints)
        self.page.evaluate(AXE)
        found = self.page.evaluate(FIND, {"runOnly": RULES, "resultTypes": ["violations"]})
        self.complaints = heard  # axe lays style sheets of its own beside the page's; the policy refuses them
        return [
            f"{self.page.url} {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]
        ]

    def too_wide(self):
        """Pixels by which the page scrolls sideways."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def links(self):
        """The paths this page leads to, in order."""
        hrefs = self.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        inside = (href.removeprefix(self.url) for href in hrefs if href.startswith(self.url + "/"))
        return [path.split("#")[0] for path in inside]


@contextmanager
def visit(browser, url, language="en", size=DESK, **more):
    """A new window in that language, with nothing remembered."""
    context = browser.new_context(viewport=size, locale=language, **more)
    try:
        yield Visitor(context.new_page(), url)
    finally:
        context.close()
