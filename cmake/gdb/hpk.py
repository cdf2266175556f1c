# SPDX-License-Identifier: MIT
"""gdb pretty-printers for hpk::grid, hpk::grid_view, hpk::hash_map and hpk::hash_set.

    (gdb) source .../share/hpk/gdb/hpk.py

Everything is read from the members of the objects; no function of the program is called.
"""
import gdb
import gdb.printing


def first(value, code):
    """The first part of a value that is of a kind (gdb.TYPE_CODE_...): the contents of a container
    of any standard library."""
    if value.type.strip_typedefs().code == code:
        return value
    if value.type.strip_typedefs().code == gdb.TYPE_CODE_STRUCT:
        for field in value.type.strip_typedefs().fields():
            if hasattr(field, "bitpos"):  # not a static member
                found = first(value[field], code)
                if found is not None:
                    return found
    return None


def numbers(array):
    """A std::array of integers as a list."""
    elements = first(array, gdb.TYPE_CODE_ARRAY)
    low, high = elements.type.strip_typedefs().range()
    return [int(elements[k]) for k in range(low, high + 1)]


def blocks(address, size, count, step):
    """Objects k = 0 ... count - 1 of some bytes each, as (k, bytes); downwards if step is -1. Reads
    in blocks, because there may be many."""
    length = 4096
    for begin in range(0, count, length)[::step]:
        n = min(length, count - begin)
        memory = gdb.selected_inferior().read_memory(int(address) + begin * size, n * size)
        for k in range(n)[::step]:
            yield begin + k, bytes(memory[k * size : (k + 1) * size])


class GridPrinter:
    """A grid or a view of one: its rows, or the cells of a line."""

    def __init__(self, value):
        self.extents = numbers(value["extents_"])
        self.is_view = any(field.name == "data_" for field in value.type.fields())
        self.data = value["data_"] if self.is_view else first(value["cells_"], gdb.TYPE_CODE_PTR)
        self.columns = self.extents[-1]
        self.row_stride = int(value["row_stride_"]) if self.is_view else self.columns

    def to_string(self):
        name = "hpk::grid_view" if self.is_view else "hpk::grid"
        gaps = ", rows %d apart" % self.row_stride if self.row_stride != self.columns else ""
        return "%s of %s cells%s" % (name, " x ".join(map(str, self.extents)), gaps)

    def children(self):
        if 0 in self.extents:
            return
        if len(self.extents) == 1:
            for j in range(self.columns):
                yield "[%d]" % j, self.data[j]
            return
        rows = 1
        for extent in self.extents[:-1]:
            rows *= extent
        limit = gdb.parameter("print elements")  # of cells, in all; None for no limit
        shown = rows if limit is None else min(rows, max(1, limit // self.columns))
        row_type = self.data.type.strip_typedefs().target().array(self.columns - 1)
        for row in range(shown):
            index = [row] if len(self.extents) == 2 else divmod(row, self.extents[1])
            cells = (self.data + row * self.row_stride).cast(row_type.pointer()).dereference()
            yield "[%s]" % ", ".join(map(str, index)), cells
        if shown < rows:
            yield "...", "%d rows left out" % (rows - shown)


class TablePrinter:
    """A hash table: its elements, in iteration order."""

    def __init__(self, value, name):
        self.name = name
        self.storage = value["core_"]["storage_"]
        self.has_nodes = any(field.name == "open_" for field in self.storage.type.fields())
        if self.has_nodes:  # hpk/hash_table/storage/node_storage.hpp
            self.storage = self.storage["open_"]
        self.size = int(self.storage["size_"])

    def to_string(self):
        return "hpk::%s of %d elements" % (self.name, self.size)

    def display_hint(self):
        return "map" if self.name == "hash_map" else "array"

    def children(self):
        if self.size == 0:
            return
        fields = {field.name for field in self.storage.type.fields()}
        if "entries_" in fields:
            elements = self.ordered(self.storage["entries_"])
        else:
            buckets = self.storage["buckets_"]
            tagged = any(field.name == "tags_" for field in buckets.type.fields())
            elements = self.tagged(buckets) if tagged else self.keyed(buckets)
        for number, element in enumerate(elements):
            if self.has_nodes:
                element = first(element["node"], gdb.TYPE_CODE_PTR).dereference()
            if self.name == "hash_map":
                yield "key %d" % number, element["first"]
                yield "value %d" % number, element["second"]
            else:
                yield "[%d]" % number, element

    @staticmethod
    def tagged(buckets):
        """hpk/hash_table/storage/tagged_buckets.hpp: one byte per bucket."""
        for k, tag in blocks(buckets["tags_"], 1, int(buckets["mask_"]) + 1, -1):
            if tag[0] >= 0x10:  # tag_displaced
                yield buckets["slots_"][k]

    def keyed(self, buckets):
        """hpk/hash_table/storage/key_buckets.hpp: the keys ~0 and ~0 - 1 mark buckets
        without elements; elements with these keys have two separate buckets."""
        slots, mask = buckets["slots_"], int(buckets["mask_"])
        slot_type = slots.type.target()
        key = slots[0]["first"] if self.name == "hash_map" else slots[0]
        for k, slot in blocks(slots, slot_type.sizeof, mask + 3, -1):
            bits = slot[: key.type.sizeof]
            stands_apart = bits[0] >= 0xFE and set(bits[1:]) <= {0xFF}  # the lowest byte is first
            if stands_apart == (k > mask):
                yield slots[k]

    @staticmethod
    def ordered(entries):
        """hpk/hash_table/storage/ordered_entries.hpp: elements, their hashes, an index, their states."""
        element = gdb.lookup_type(entries.type.strip_typedefs().name + "::value_type")
        word = gdb.lookup_type("unsigned long").sizeof
        layout = entries["layout_"]
        capacity, index_bytes = int(layout["capacity"]), int(layout["index_bytes"])
        hashes = -(-capacity * element.sizeof // word) * word
        begin = first(entries["memory_"]["memory_"], gdb.TYPE_CODE_PTR)
        states = int(begin) + hashes + capacity * word + index_bytes
        values = begin.cast(element.pointer())
        for k, state in blocks(states, 1, int(entries["used_"]), 1):
            if state[0] == 1:  # full
                yield values[k]


def make_printers():
    printers = gdb.printing.RegexpCollectionPrettyPrinter("hpk")
    # In between there may be the name of an instruction set.
    for name, make in {
        "grid(_view)?": GridPrinter,
        "hash_map": lambda value: TablePrinter(value, "hash_map"),
        "hash_set": lambda value: TablePrinter(value, "hash_set"),
    }.items():
        printers.add_printer(name, r"^hpk::(isa_\w+::)?%s<.*>$" % name, make)
    return printers


gdb.printing.register_pretty_printer(None, make_printers(), replace=True)
