"""Finished documents bound into one book: pages, tags and bookmarks of each, numbered through.

Nothing is set anew: every page is taken over as it is, with its QR code, its tags and what a screen reader says of its
symbols. What merging cannot keep is the claim of each part to be PDF/A and PDF/UA; the book makes none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class BoundPart:
    """A document of a book: its PDF, its bookmark, and the one that this stands below ("" = none)."""

    pdf: bytes
    title: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where the number of a page stands (mm from its left and upper edges), on upright and on lying pages."""

    upright: tuple[float, float]
    lying: tuple[float, float]


def page_count(pdf: bytes) -> int:
    """How many pages a document has."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def bind_book(front: bytes, parts: Sequence[BoundPart], numbers: bytes, place: NumberPlace, scheme: str) -> bytes:
    """The book: ``front`` with cover and contents, then the parts. ``numbers``: a PDF with a mark for each page of the
    parts; ``scheme``: how the address of a link of the contents begins that leads to a part. Same input, same bytes."""
    with pikepdf.open(io.BytesIO(front)) as book:
        binder = _Binder(book)
        for part in parts:
            binder.add(part)
        binder.number(numbers, place)
        binder.finish(scheme)
        made = io.BytesIO()
        book.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


class _Binder:
    def __init__(self, book: pikepdf.Pdf) -> None:
        self._book = book
        self._front = len(book.pages)
        self._starts: list[int] = []
        """The first page of each part."""
        root = book.Root.StructTreeRoot
        self._parents = pikepdf.NumberTree(root.ParentTree)
        self._ids = pikepdf.NameTree.new(book)
        self._next_key = int(root.ParentTreeNextKey)
        self._bookmarks: list[OutlineItem] = [*_items(book)]
        self._images: dict[bytes, pikepdf.Object] = {}
        self._top = root.K[0] if isinstance(root.K, Array) else root.K
        _rename(self._top, "isi-", self._ids)
        for page in book.pages:
            self._share(page.obj.get("/Resources"))

    def add(self, part: BoundPart) -> None:
        """Take a document over, behind what is there."""
        book, start = self._book, len(self._book.pages)
        self._starts.append(start)
        with pikepdf.open(io.BytesIO(part.pdf)) as source:
            book.pages.extend(source.pages)
            pages = [page.obj for page in list(book.pages)[start:]]
            # After its pages: what leads to a page that is not there yet would lead nowhere.
            tree = book.copy_foreign(source.Root.StructTreeRoot)
            self._adopt(tree, pages, part.title)
            self._bookmark(source, pages, part)
        for page in pages:
            self._share(page.get("/Resources"))

    def _adopt(self, tree: pikepdf.Object, pages: Sequence[pikepdf.Object], title: str) -> None:
        """The tags of a document, as a part of the book."""
        offset = self._next_key
        self._next_key += int(tree.ParentTreeNextKey)
        for page in pages:
            if "/StructParents" in page:
                page.StructParents = int(page.StructParents) + offset
            for note in page.get("/Annots", Array()):
                if "/StructParent" in note:
                    note.StructParent = int(note.StructParent) + offset
        for key, value in pikepdf.NumberTree(tree.ParentTree).items():
            self._parents[key + offset] = value
        part = self._book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, T=String(title), P=self._top, K=Array())
        )
        for element in tree.K if isinstance(tree.K, Array) else [tree.K]:
            if element.get("/S") == Name.Document:
                element.S = Name.Sect
            element.P = part
            part.K.append(element)
        self._top.K.append(part)
        _rename(part, f"d{len(self._starts)}-", self._ids)
        roles = self._book.Root.StructTreeRoot.get("/RoleMap", Dictionary())
        for name, role in tree.get("/RoleMap", Dictionary()).items():
            if name not in roles:
                roles[name] = role
        self._book.Root.StructTreeRoot.RoleMap = roles

    def _bookmark(self, source: pikepdf.Pdf, pages: Sequence[pikepdf.Object], part: BoundPart) -> None:
        here = {page.obj.objgen: place for place, page in enumerate(source.pages)}
        item = OutlineItem(part.title, destination=Array([pages[0], Name.Fit]))
        for inner in _items(source):
            found = inner.destination
            place = here.get(found[0].objgen) if isinstance(found, Array) else None
            if place is not None and isinstance(found, Array):
                item.children.append(OutlineItem(inner.title, destination=Array([pages[place], *list(found)[1:]])))
        item.is_closed = True
        if not part.group:
            self._bookmarks.append(item)
            return
        if self._bookmarks[-1].title != part.group or not self._bookmarks[-1].children:
            self._bookmarks.append(OutlineItem(part.group, destination=Array([pages[0], Name.Fit])))
        self._bookmarks[-1].children.append(item)

    def _share(self, resources: pikepdf.Object | None) -> None:
        """The same picture in several documents is kept once: the emblem stands in each of them."""
        pictures = resources.get("/XObject") if resources is not None else None
        if pictures is None:
            return
        for name, picture in list(pictures.items()):
            if picture.get("/Subtype") == Name.Image:
                pictures[name] = self._images.setdefault(_digest(picture), picture)
            elif "/Resources" in picture:
                self._share(picture.Resources)

    def number(self, numbers: bytes, place: NumberPlace) -> None:
        """Lay its number over each page of the parts, as what belongs to the sheet and not to the text."""
        with pikepdf.open(io.BytesIO(numbers)) as marks:
            for count, (page, mark) in enumerate(
                zip(list(self._book.pages)[self._front :], marks.pages, strict=True), start=1
            ):
                left, _, right, height = (float(edge) for edge in page.mediabox)
                x, y = place.lying if right - left > height else place.upright
                name = Name(f"/Buku{count}")
                page.add_resource(self._book.copy_foreign(mark.as_form_xobject()), Name.XObject, name)
                page.contents_add(b"q\n", prepend=True)
                page.contents_add(
                    f"\nQ\n/Artifact <</Type /Pagination /Subtype /Header>> BDC q 1 0 0 1 {x * _MM:.3f} "
                    f"{height - y * _MM:.3f} cm {name} Do Q EMC\n".encode()
                )

    def finish(self, scheme: str) -> None:
        """Bookmarks, labels of the pages, links of the contents, and what the book says of itself."""
        book, tree = self._book, self._book.Root.StructTreeRoot
        tree.ParentTreeNextKey = self._next_key
        if "/IDTree" in tree:
            del tree["/IDTree"]
        if len(self._ids):
            tree.IDTree = self._ids.obj
        with book.open_outline() as outline:
            outline.root[:] = self._bookmarks
        book.Root.PageMode = Name.UseOutlines
        book.Root.PageLabels = Dictionary(
            Nums=Array([0, Dictionary(S=Name.r), self._front, Dictionary(S=Name.D, St=1)])
        )
        for page in list(book.pages)[: self._front]:
            for link in page.obj.get("/Annots", Array()):
                address = str(link.A.get("/URI", "")) if "/A" in link else ""
                if address.startswith(scheme):
                    del link["/A"]
                    link.Dest = Array([book.pages[self._starts[int(address.removeprefix(scheme))]].obj, Name.Fit])
        _claim_nothing(book)


def _claim_nothing(book: pikepdf.Pdf) -> None:
    """The book says its title and its language, and no more that it keeps the rules of an archive or of PDF/UA."""
    title, made = str(book.docinfo["/Title"]), book.docinfo["/CreationDate"]
    del book.Root["/Metadata"]
    if "/OutputIntents" in book.Root:
        del book.Root["/OutputIntents"]
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said["dc:title"] = title
        said["dc:language"] = {str(book.Root.Lang)}
        said["xmp:CreateDate"] = said["xmp:ModifyDate"] = pikepdf.models.metadata.decode_pdf_date(str(made)).isoformat()


def _items(document: pikepdf.Pdf) -> Iterator[OutlineItem]:
    with document.open_outline() as outline:
        yield from list(outline.root)


def _digest(value: object) -> bytes:
    """What a picture, or a part of what describes it, says: the same for the same, wherever it stands in the file."""
    found = sha256()
    if isinstance(value, pikepdf.Stream):
        found.update(value.read_raw_bytes())
    if isinstance(value, pikepdf.Stream | Dictionary):
        for key, inner in sorted(value.items()):
            found.update(key.encode() + _digest(inner))
    elif isinstance(value, Array):
        for inner in value:
            found.update(_digest(inner))
    else:
        found.update(str(value).encode())
    return found.digest()


def _rename(element: pikepdf.Object, prefix: str, ids: pikepdf.NameTree) -> None:
    """Give the ids below an element of the tags a prefix, and enter them: each document counts its own from one."""
    todo = [element]
    while todo:
        one = todo.pop()
        if "/ID" in one:
            one.ID = String(prefix + str(one.ID))
            ids[str(one.ID)] = one
        attributes = one.get("/A", Array())
        for attribute in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(attribute, Dictionary) and "/Headers" in attribute:
                attribute.Headers = Array([String(prefix + str(id)) for id in attribute.Headers])
        kids = one.get("/K", Array())
        todo += [
            kid for kid in (kids if isinstance(kids, Array) else [kids]) if isinstance(kid, Dictionary) and "/S" in kid
        ]
