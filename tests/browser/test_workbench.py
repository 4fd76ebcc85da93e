"""A coordinator's way through the workbench by keys alone, on a tablet: from the list to a site that is asked."""

import re

import pytest

from .visitor import visit

pytestmark = pytest.mark.browser
TABLET = {"width": 768, "height": 1024}
MOST_STOPS = 150  # so many times Tab is pressed to reach anything on a page
HERE = """async () => {
  const look = () => {
    const focused = document.activeElement, style = getComputedStyle(focused);
    const box = focused.getBoundingClientRect();
    return {tag: focused.tagName, name: focused.name || "", text: (focused.innerText || "").trim(),
            outlined: focused.type == "date"  // the browser marks the part of the date that has the focus
                      || style.outlineStyle != "none" && parseFloat(style.outlineWidth) >= 2,
            inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight}
  };
  for (let frame = 0; frame < 120 && !look().inside; frame++)  // the page may still be scrolling to it
    await new Promise(requestAnimationFrame);
  return look();
}"""


class Keys:
    """Hands on a keyboard: Tab until something has the focus, which must be seen at every stop."""

    def __init__(self, page):
        self.page = page

    def stops(self):
        """Each stop of Tab, until it leaves the page."""
        for _press in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(HERE)
            if here["tag"] == "BODY":
                return
            assert here["inside"] and here["outlined"], here
            yield here

    def reach(self, wanted):
        for here in self.stops():
            if wanted(here):
                return here
        raise AssertionError("Tab doesn't reach it")

    def follow(self, wanted, url):
        """Reach a link or button, press it, and wait for the page it leads to."""
        found = self.reach(wanted)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(url)
        self.page.wait_for_load_state()
        return found


def begins(text):
    return lambda here: here["text"].startswith(text)


def ready_with_places(keys, page):
    """From one person to the next, until somebody has places to choose from."""
    while page.locator("#places ~ .places .place-head").count() < 5:
        keys.follow(begins("Next person"), lambda url, now=page.url: url != now)


@pytest.mark.promise("budget-04")
def test_a_place_is_found_compared_and_proposed_by_keys_alone(house, browser):
    with visit(browser, house.url, size=TABLET) as visitor:
        visitor.become("kirsten@example.dk")
        page, keys = visitor.page, Keys(visitor.page)
        visitor.go("/admin/placements/workbench/")
        keys.follow(begins("PR-"), re.compile(r"/workbench/\d+/$"))
        ready_with_places(keys, page)
        texts = [here["text"] for here in keys.stops()]  # no trap: Tab comes round
        assert texts.count("What is agreed with her") == 1

        keys.reach(lambda here: here["name"] == "department")
        page.keyboard.press("ArrowDown")
        keys.follow(begins("Show"), re.compile("department=MSO"))
        places = page.locator("#places ~ .places .place")
        assert set(places.locator(".department").all_inner_texts()) == {"MSO"}

        for _tick in range(2):
            keys.reach(lambda here: here["name"] == "with")
            page.keyboard.press("Space")
        keys.follow(begins("Compare the two"), re.compile("with="))
        assert page.locator(".compared thead th").count() == 2
        assert page.locator(".compared tbody .source").first.inner_text().startswith("From ")
        assert (visitor.violations(), visitor.too_wide()) == ([], 0)

        keys.follow(begins("Suggest this place"), re.compile("seat="))
        keys.follow(begins("Suggest and write to the site"), re.compile(r"/intake/application/\d+/change/"))
        assert page.get_by_text("We have asked").is_visible()
        assert visitor.complaints == []
