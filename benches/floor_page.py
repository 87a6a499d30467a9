"""The floor of a crowd: pages of the product written again with plain Streamlit calls and constant data.

The same elements in the same blocks, with the same texts, options, specifications and tables, as another run of the same bench
received them from the product (`FLASH360_FLOOR` names that file). Nothing is read, filtered, measured or checked here.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import streamlit as st
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element

from benches.layout import Layout, Node, kept

Draw = Callable[[], Any]


@st.cache_resource(show_spinner=False)
def pages() -> dict[str, tuple[int, Draw, Draw]]:
    """By address: pages of the menu, then what draws the frame above and below, and the page itself. Made once."""
    made = {address: (page.pages, *_frame(page)) for address, page in kept(Path(os.environ["FLASH360_FLOOR"])).items()}
    gc.collect()
    gc.freeze()
    return made


def _frame(page: Layout) -> tuple[Draw, Draw]:
    main = page.root.children[0].children
    body = next(at for at, node in main.items() if node.delta and node.delta.add_block.id.endswith("-page"))
    around = Node(children={at: node for at, node in main.items() if at != body})
    return _all(around), _all(main[body])


def _all(node: Node) -> Draw:
    """What draws the children of a node, those of a fragment in one."""
    drawn: list[Draw] = []
    nodes = [node.children[at] for at in sorted(node.children)]
    for fragment, group in groupby(nodes, key=lambda one: one.fragment):
        own = _every([_one(one) for one in group])
        drawn.append(st.fragment(own) if fragment and fragment != node.fragment else own)
    return _every(drawn)


def _every(draws: list[Draw]) -> Draw:
    def part() -> None:
        for draw in draws:
            draw()

    return part


def _one(node: Node) -> Draw:
    if node.delta is None or node.delta.WhichOneof("type") == "add_block":
        return _block(node)
    return _element(node.delta.new_element)


def _block(node: Node) -> Draw:
    block = node.delta.add_block if node.delta else Block()
    kind = block.WhichOneof("type")
    columns = [child for _, child in sorted(node.children.items()) if child.delta and child.delta.add_block.HasField("column")]
    if columns:
        weights, inside = [one.delta.add_block.column.weight for one in columns if one.delta], [_all(one) for one in columns]
        return partial(_columns, weights, inside)
    inside = _all(node)
    if kind == "expandable":
        return partial(_within, partial(st.expander, block.expandable.label), inside)
    horizontal = block.flex_container.direction == Block.FlexContainer.Direction.HORIZONTAL
    return partial(_within, partial(st.container, horizontal=horizontal), inside)


def _columns(weights: list[float], inside: list[Draw]) -> None:
    for column, draw in zip(st.columns(weights, gap="large"), inside, strict=True):
        with column:
            draw()


def _within(make: Draw, inside: Draw) -> None:
    with make():
        inside()


def _element(element: Element) -> Draw:
    kind = str(element.WhichOneof("type"))
    shown: Any = getattr(element, kind)
    key = f"floor-{shown.id}" if getattr(shown, "id", "") else None
    match kind:
        case "heading":
            return partial({"h1": st.title, "h2": st.header}.get(shown.tag, st.subheader), shown.body, anchor=False)
        case "markdown":
            return partial(st.caption if shown.element_type == 2 else st.markdown, shown.body)
        case "text" | "html":
            return partial(getattr(st, kind), shown.body)
        case "alert":
            return partial(st.info, shown.body)
        case "multiselect":
            return partial(st.multiselect, shown.label, list(shown.options), key=key, width=165)
        case "selectbox":
            return partial(st.selectbox, shown.label, list(shown.options), key=key)
        case "button_group":
            options = [option.content for option in shown.options]
            return partial(st.segmented_control, shown.label, options, default=options[0], required=True, key=key)
        case "text_input":
            return partial(st.text_input, shown.label, key=key, type="search", autocomplete="off")
        case "button":
            return partial(st.button, shown.label, key=key)
        case "download_button":
            return partial(st.download_button, shown.label, bytes, "donnees.csv", "text/csv", key=key, on_click="ignore")
        case "checkbox":
            return partial(st.checkbox, shown.label, key=key)
        case "page_link":
            return partial(_link, shown.label)
        case "vega_lite_chart":
            return _chart(shown, key)
        case "dataframe":
            table = pa.ipc.open_stream(shown.arrow_data.data).read_all()
            return partial(st.dataframe, table, hide_index=True, height=400, key=key, on_select="rerun")
        case _:
            raise SystemExit(f"The floor does not know how to write « {kind} ».")


def _link(label: str) -> None:
    st.page_link(_pages()[-1], label=label)


def _chart(shown: Any, key: str | None) -> Draw:
    spec = json.loads(shown.spec)
    spec["datasets"] = {one.name: pa.ipc.open_stream(one.data.data).read_all() for one in shown.datasets}
    chosen = list(shown.selection_mode)
    select: dict[str, Any] = {"on_select": "rerun", "selection_mode": chosen} if chosen else {}
    return partial(st.vega_lite_chart, spec, width="stretch", height="content", theme=None, key=key, alt=shown.alt, **select)


def _pages() -> list[Any]:
    made: list[Any] = []
    for address, (_, _, body) in pages().items():
        made.append(st.Page(body, title=address or "Accueil", url_path=address, default=not address))
    number = next(iter(pages().values()))[0] - len(made)
    return [*made, *(st.Page(_every([]), title=f"Page {at}", url_path=f"page-{at}") for at in range(number))]


def frame() -> None:
    st.set_page_config(page_title="Flash 360", layout="wide")
    page = st.navigation(_pages(), position="top")
    st.set_page_config(page_title=f"{page.title} – Flash 360")
    _, around, _ = pages().get(page.url_path, next(iter(pages().values())))
    body = st.container(key="page")
    around()
    with body:
        page.run()


frame()
