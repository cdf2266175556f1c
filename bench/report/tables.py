# SPDX-License-Identifier: MIT
"""The page of the report: machine and commands, pictures, and tables of medians and spreads."""

import contests

PICTURES = {
    "julia_ladder": "The Julia ladder, as times faster than a plain loop",
    "diffusion_ladder": "The diffusion ladder, likewise",
    "hash_table_ladder": "The hash tables, as times faster than the best from outside",
    "julia_limits": "Time over the limit of iterations",
    "diffusion_sizes": "Cell updates a second over the grid's width",
    "table_lookups": "Time of a look-up over the number of entries",
}


def table(head, rows):
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    lines.insert(1, "|" + "---|" * len(head))
    return "\n".join(lines) + "\n"


def percent(part):
    return f"{100 * part:.0f} %" if part >= 0.01 else f"{100 * part:.1f} %"


def digits(number):
    """Three significant digits."""
    return f"{number:.0f}" if number >= 100 else f"{number:#.3g}".rstrip(".")


def conditions(context):
    rows = [
        ("machine", context.get("machine")),
        ("cores", context.get("num_cpus")),
        ("caches", caches(context.get("caches", []))),
        ("system", context.get("system")),
        ("date", context.get("date")),
        ("load when it began", ", ".join(f"{x:.2f}" for x in context.get("load_avg", []))),
        ("hpk", context.get("commit")),
        ("made with", context.get("made_with")),
        ("native backend", context.get("native_backend")),
        ("command", f"`{context['command']}`" if "command" in context else None),
        ("from outside", "<br>".join(context.get("peers", "").split("; "))),
        ("missing", context.get("missing_peers")),
    ]
    return table(("", ""), [(name, str(value)) for name, value in rows if value])


def caches(all_caches):
    names = {"Data": "d", "Instruction": "i", "Unified": ""}
    return ", ".join(
        f"L{c['level']}{names.get(c['type'], '')} {c['size'] // 1024} KiB" for c in all_caches
    )


def ladder(results, yardstick):
    """One problem: one row per entrant."""
    head = ["", "backend", "ns an operation", "spread", "x " + yardstick.title]
    with_roofline = any(r.values("of_roofline") for r in results)
    rows = []
    for r in sorted(results, key=lambda r: -r.ns):
        row = [r.title, "" if r.is_peer else r.backend, digits(r.ns), percent(r.spread)]
        row.append(digits(yardstick.ns / r.ns))
        if with_roofline:
            parts = r.values("of_roofline")
            row.append(digits(r.median("of_roofline")) if parts else "")
        rows.append(row)
    return table(head + (["x roofline"] if with_roofline else []), rows)


def by_size(lines, unit, value):
    """Several problems: one column per size."""
    sizes = sorted({size for points in lines.values() for size, _ in points})
    rows = []
    for name, points in lines.items():
        at = dict(points)
        rows.append(
            [name, *(f"{digits(value(at[s]))} ({percent(at[s].spread)})" if s in at else "" for s in sizes)]
        )
    return table([unit, *(f"{size:,}" for size in sizes)], rows)


def ladders(context, results):
    for family in contests.LADDER_PROBLEMS:
        problem, rungs = contests.ladder(results, family, context.get("native_backend"))
        yardstick = contests.yardstick(rungs)
        if yardstick:
            yield f"### {family}: {problem}\n\n" + ladder(rungs, yardstick)


def series(context, results):
    def rungs(family, kind):
        of_kind = contests.of(results, family, kind)
        return contests.on_best_backend(of_kind, context.get("native_backend"))

    limits = contests.several(contests.series(rungs("julia", "f64"), contests.julia_limit))
    if limits:
        yield "### julia: ms, 500 x 500 pixels, by max_iterations\n\n" + by_size(
            limits, "ms", lambda r: r.milliseconds
        )
    widths = contests.several(contests.series(rungs("diffusion", "f64"), contests.grid_width))
    if widths:
        yield "### diffusion: 10⁹ cell updates a second, N x N cells, by N\n\n" + by_size(
            widths, "10⁹ updates/s", lambda r: r.median("updates_per_second") / 1e9
        )
    for kind in ("u64", "text"):
        tables_of_kind = rungs("hash_table", kind)
        works = dict.fromkeys(r.problem.rpartition("/")[0] for r in tables_of_kind)
        for work in works:
            name, _, keys = work.partition("/")
            sizes = contests.series(tables_of_kind, contests.table_size(name, keys))
            yield f"### hash_table: {name}, {keys.replace('_', ' ')}, by entries\n\n" + by_size(
                sizes, "ns", lambda r: r.ns
            )


def page(context, results, drawn):
    parts = [
        "# Results\n",
        "Made by the command below; not to be edited. A time is the median of the repetitions, its"
        " spread the distance between their quartiles in percent of it."
        " [docs/benchmarks.md](../benchmarks.md) says what the names mean.\n",
        conditions(context),
    ]
    load = context.get("load_avg", [0])[0]
    if load > 0.25 * context.get("num_cpus", 1):
        parts.append(f"**The machine was busy** (load {load:.2f}): do not believe these numbers.\n")
    bandwidth = contests.roofline(results)
    if bandwidth:
        parts.append(
            f"Memory copies {bandwidth / 1e9:.1f} GB/s, read and written, on one thread: at most"
            f" {bandwidth / 16e9:.2f} · 10⁹ cells of a double in a sweep for each step, the roofline.\n"
        )
    for files in drawn:
        name = files[0].partition(".")[0]
        parts.append(f"![{PICTURES[name]}]({name}.svg)\n")
    parts.append("## Ladders\n")
    parts.extend(ladders(context, results))
    parts.append("## By size\n")
    parts.extend(series(context, results))
    return "\n".join(parts)
