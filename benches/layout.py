"""A page as a browser holds it once drawn: its blocks and elements, each at its place; kept in a file to be written again."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


@dataclass
class Node:
    """A block with what it holds, or an element. fragment: whether it is drawn again without the frame."""

    delta: Delta | None = None
    children: dict[int, Node] = field(default_factory=dict[int, "Node"])

    @property
    def fragment(self) -> str:
        return self.delta.fragment_id if self.delta else ""


@dataclass
class Layout:
    """Everything drawn on one page, and how many pages its menu holds."""

    root: Node = field(default_factory=Node)
    pages: int = 0

    def note(self, message: ForwardMsg) -> None:
        """Take a message of the server into account."""
        if message.WhichOneof("type") == "navigation":
            self.pages = len(message.navigation.app_pages)
        if message.WhichOneof("type") == "delta":
            node = self.root
            for place in message.metadata.delta_path:
                node = node.children.setdefault(place, Node())
            node.delta = message.delta


def keep(pages: dict[str, Layout], path: Path) -> None:
    """Write the pages of a server to a file, by their address."""
    path.write_bytes(pickle.dumps({address: (page.pages, _packed(page.root)) for address, page in pages.items()}))


def kept(path: Path) -> dict[str, Layout]:
    """The pages of that file, which this machine wrote."""
    return {address: Layout(_unpacked(root), pages) for address, (pages, root) in pickle.loads(path.read_bytes()).items()}  # noqa: S301


Packed = tuple[bytes | None, dict[int, "Packed"]]


def _packed(node: Node) -> Packed:
    return node.delta.SerializeToString() if node.delta else None, {at: _packed(one) for at, one in node.children.items()}


def _unpacked(packed: Packed) -> Node:
    delta, children = packed
    return Node(None if delta is None else Delta.FromString(delta), {at: _unpacked(one) for at, one in children.items()})
