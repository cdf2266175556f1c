# SPDX-License-Identifier: MIT
"""The page of the report: machine and commands, pictures, and tables of medians and spreads."""

import contests


def table(head, rows):
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, *rows)]
    lines.insert(1, "|" + "---|" * len(head))
    return "\n".join(lines) + "\n"


def percent(part):
    return f"{100 * part:.0f} %" if part >= 0.01 else f"{100 * part:.1f} %"


def digits(number):
    """Three significant digits."""
    return f"{number:.0f}" if number >= 100 else f"{number:#.3g}".rstrip(".")


def conditions(context, results):
    peers = sorted({f"{r.family}/{r.variant} {r.backend}: {r.label}" for r in results.values() if r.is_peer})
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
        ("from outside", "<br>".join(peers)),
        ("missing", context.get("missing_peers")),
    ]
    return table(("", ""), [(name, str(value)) for name, value in rows if value])


def caches(all_caches):
    names = {"Data": "d", "Instruction": "i", "Unified": ""}
    return ", ".join(
        f"L{c['level']}{names.get(c['type'], '')} {c['size'] // 1024} KiB" for c in all_caches
    )


def ladder(contest, size):
    """One size: one row per entrant."""
    results, yardstick = contest.at(size), contest.yardstick(size)
    head = ["", "backend", contest.unit, "spread"]
    if yardstick:
        head.append("x " + contest.name_of(yardstick))
    with_roofline = any(r.values("of_roofline") for r in results)
    rows = []
    for r in results:
        name = contest.name_of(r)
        row = [f"**{name}**" if contest.is_ahead(r, size) else name, "" if r.is_peer else r.backend]
        row += [digits(contest.value(r)), percent(r.spread(contest.work))]
        if yardstick:
            row.append(digits(r.rate(contest.work) / yardstick.rate(contest.work)))
        if with_roofline:
            row.append(digits(r.median("of_roofline")) if r.values("of_roofline") else "")
        rows.append(row)
    return table(head + (["x roofline"] if with_roofline else []), rows)


def by_size(contest):
    """Several sizes: one column per size."""
    lines = contest.lines()
    sizes = sorted({size for points in lines.values() for size, _ in points})

    def cell(at, size):
        if size not in at:
            return ""
        r = at[size]
        number = digits(contest.value(r))
        if contest.is_ahead(r, size):
            number = f"**{number}**"
        return f"{number} ({percent(r.spread(contest.work))})"

    rows = [[name, *(cell(dict(points), size) for size in sizes)] for name, points in lines.items()]
    return table([contest.unit, *(f"{size:,}" for size in sizes)], rows)


def page(context, results, all_contests, drawn):
    parts = [
        "# Results\n",
        "Made by the command below; not to be edited. Each number is the median of the repetitions, its"
        " spread the distance between their quartiles in percent of it. Where hpk loses, what is faster than"
        " all of its rungs on as many threads is **bold**."
        " [docs/benchmarks.md](../benchmarks.md) says what the names mean.\n",
        conditions(context, results),
    ]
    load = context.get("load_avg", [0])[0]
    if load > 0.25 * context.get("num_cpus", 1):
        parts.append(f"**The machine was busy** (load {load:.2f}): do not believe these numbers.\n")
    bandwidth = contests.bandwidth(results)
    if bandwidth:
        parts.append(
            f"Memory copies {bandwidth / 1e9:.1f} GB/s, read and written, on one thread: the roofline.\n"
        )
    parts += [f"![{title}]({files[0]})\n" for title, files in drawn]
    parts.append("## Ladders\n")
    for contest in all_contests:
        for size in contest.ladders:
            if len(contest.at(size)) > 1:
                parts.append(f"### {contest.title(size)}\n\n" + ladder(contest, size))
    parts.append("## By size\n")
    for contest in all_contests:
        if contest.lines():
            title = contest.title()
            parts.append(f"### {title}, by N: {contest.axis}\n\n" + by_size(contest))
    return "\n".join(parts)
