"""Which part of a saved web page is the article: told by where prose stands, not by any site's names of classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai_desk.reading.containers import Element

_DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "select",
        "option",
        "input",
        "button",
        "textarea",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
        "video",
        "nav",
        "footer",
        "aside",
        "dialog",
        "menu",
        "datalist",
    ]
)
_INNER = frozenset(
    ["div", "section", "article", "main", "td", "th", "body", "form", "center", "font", "html", "header", "blockquote"]
)
_LISTS = frozenset({"ul", "ol", "dl", "div", "table"})  # no cells: a table would lose a column
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")  # .hide, #ad {display:none}
_PROSE = re.compile("[，。；：,;]")
_LONG = 15  # characters from which a text without a stop counts as prose
_SHARE = 0.7  # of a part's prose, from which its one child is looked into
_REST = 200  # characters of prose that may be left outside; side columns have less, articles more
_LINKED = 0.7  # of a list's text in links, from which it is a menu
_MENU = 3  # links


@dataclass(slots=True)
class _Weight:
    prose: int = 0
    text: int = 0
    linked: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class Hidden:
    """The simple selectors of the page's own style sheet that show nothing."""

    names: frozenset[str]
    styles: bool = True  # whether what a style hides counts; tags that never print always do

    def holds(self, element: Element) -> bool:
        """Return whether this element and all in it is no part of what is seen."""
        if element.tag in _DROPPED or element.get("hidden") is not None or element.get("aria-hidden") == "true":
            return True
        if not self.styles:
            return False
        if _NO_DISPLAY.search(element.get("style", "")):
            return True
        own = {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id', '')}"}
        return not self.names.isdisjoint(own)


def hidden_in(root: Element) -> Hidden:
    """Return what the page hides; not by style where that would be most of its prose.

    Some sites show their article by a script only once it is loaded, e.g. ``<div style="visibility:hidden">``.
    """
    hidden = _hidden_by_style(root)
    shown = dict(_weights(root, hidden)).get(root, _Weight()).prose
    lenient = Hidden(frozenset(), styles=False)
    return hidden if 2 * shown > dict(_weights(root, lenient)).get(root, _Weight()).prose else lenient


def _hidden_by_style(root: Element) -> Hidden:
    """Read ``.name{display:none}`` and ``#name{…}`` from the page's style elements."""
    names: set[str] = set()
    for style in root.iter("style"):
        for selectors, body in _RULE.findall((style.text or "")[:500_000]):
            if _NO_DISPLAY.search(body):
                names.update(name.strip() for name in selectors.split(","))
    return Hidden(frozenset(name for name in names if re.fullmatch(r"[.#][\w-]+", name)))


class Article:
    """The element that holds the article, the paragraphs that stand beside it on the way in, and the menus inside.

    ``roots`` are to be read in order: a title or an imprint may stand above or below a table that holds all prose.
    """

    def __init__(self, root: Element, hidden: Hidden) -> None:
        self._hidden = hidden
        self._weights = dict(_weights(root, hidden))
        body = root.find("body")
        self._before: list[Element] = []
        self._after: list[Element] = []
        self.element = self._inmost(body if body is not None else root)
        self.roots = (*self._before, self.element, *self._after)

    def is_menu(self, element: Element) -> bool:
        """Return whether a list or block is nearly all links."""
        weight = self._weights.get(element)
        if weight is None or element.tag not in _LISTS or weight.links < _MENU:
            return False
        return weight.linked >= _LINKED * max(1, weight.text) and weight.prose < _REST

    def _inmost(self, element: Element) -> Element:
        """Go down while one child holds nearly all prose."""
        while True:
            child = self._heaviest(element)
            if child is None:
                return element
            self._keep_beside(element, child)
            element = child

    def _keep_beside(self, element: Element, child: Element) -> None:
        """Keep the plain paragraphs before and after the part that is gone into; those with links are furniture."""
        inside = next(above for above in (child, *child.iterancestors()) if above.getparent() is element)
        after = False
        found: list[Element] = []
        for sibling in element:
            if sibling is inside:
                after = True
            elif sibling.tag == "p" and self._is_plain(sibling):
                if after:
                    found.append(sibling)
                else:
                    self._before.append(sibling)
        self._after[:0] = found

    def _is_plain(self, element: Element) -> bool:
        weight = self._weights.get(element)
        return weight is not None and weight.text > 0 and weight.links == 0

    def _heaviest(self, element: Element) -> Element | None:
        whole = self._weights.get(element, _Weight()).prose
        best, weight = None, 0
        for child in _candidates(element):
            prose = self._weights[child].prose if child in self._weights else 0
            if prose > weight:
                best, weight = child, prose
        if best is None or weight < _SHARE * whole or whole - weight > max(_REST, (1 - _SHARE) / 2 * whole):
            return None
        return best if _holds_blocks(best) else None


def _candidates(element: Element) -> Iterator[Element]:
    """Yield the parts right below; of a table its cells, for it may only lay out the page."""
    for child in element:
        if child.tag in _INNER:
            yield child
        elif child.tag == "table":
            for row in child.iterfind(".//tr"):
                yield from (cell for cell in row if cell.tag in {"td", "th"})


def _holds_blocks(element: Element) -> bool:
    """Return whether there is structure inside: a cell or block of mere text is not gone into."""
    return sum(1 for _ in zip(element.iter("p", "div", "br", "table", "section", "li"), range(3), strict=False)) >= (
        3 if element.tag in {"td", "th"} else 1
    )


def _weights(root: Element, hidden: Hidden) -> Iterator[tuple[Element, _Weight]]:
    """Yield every visible element with the text in it."""
    from lxml import etree

    stack: list[tuple[Element, _Weight]] = [(None, _Weight())]
    links = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if hidden.holds(element):
                walk.skip_subtree()
            stack.append((element, _Weight()))
            links += _is_link(element)
            if not hidden.holds(element):
                _weigh(element.text, stack[-1][1], links > 0)
        else:
            links -= _is_link(element)
            _, weight = stack.pop()
            if not hidden.holds(element):
                weight.links += _is_link(element)
                yield element, weight
                _add(stack[-1][1], weight)
            _weigh(element.tail, stack[-1][1], links > 0)


def _is_link(element: Element) -> int:
    return int(element.tag == "a" and element.get("href") is not None)


def _weigh(text: str | None, weight: _Weight, linked: bool) -> None:
    length = len("".join(text.split())) if text else 0
    weight.text += length
    if linked:
        weight.linked += length
    elif length >= _LONG or (length and _PROSE.search(text or "")):
        weight.prose += length


def _add(weight: _Weight, more: _Weight) -> None:
    weight.prose += more.prose
    weight.text += more.text
    weight.linked += more.linked
    weight.links += more.links
