# SPDX-License-Identifier: MIT
"""The pictures of the report, as SVG and PNG, as wide as a page shows them."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator  # noqa: E402

# Okabe and Ito's colours, which are distinguishable with all kinds of colour vision.
BLUE, VERMILLION, GREEN, ORANGE = "#0072B2", "#D55E00", "#009E73", "#E69F00"
PURPLE, SKY, BLACK = "#CC79A7", "#56B4E9", "#000000"
OURS = [BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY]
GREYS = ["#000000", "#555555", "#888888", "#aaaaaa", "#777777", "#bbbbbb"]
DASHES = [(0, (5, 2)), (0, (1, 1.5)), (0, (5, 2, 1, 2)), (0, (3, 1)), (0, (8, 3)), (0, (2, 4))]
MARKERS = "osD^vP"

STYLE = {
    "font.size": 10.5,
    "font.family": "DejaVu Sans",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e4e4e4",
    "axes.axisbelow": True,
    "lines.markersize": 4.5,
    "svg.hashsalt": "hpk",  # the same input makes the same file
}
WIDTH = 8.0  # inches of 100 pixels


def short(number):
    """0.25, 2.0, 24, 700."""
    return f"{number:#.2g}".rstrip(".") if number < 99.5 else f"{number:.0f}"


def power_of_two(number):
    for unit, name in ((1 << 20, "M"), (1 << 10, "k")):
        if number >= unit:
            return f"{number / unit:g}{name}"
    return f"{number:g}"


def save(figure, directory, name):
    files = []
    for kind, options in (("svg", {"metadata": {"Date": None}}), ("png", {"dpi": 100})):
        files.append(f"{name}.{kind}")
        figure.savefig(directory / files[-1], **options)
    plt.close(figure)
    return files


def logarithmic(axis, label, **options):
    """Makes an axis logarithmic, with labels at its powers only."""
    set_scale = axis.axes.set_xscale if axis.axis_name == "x" else axis.axes.set_yscale
    set_scale("log", **options)
    axis.set_major_formatter(FuncFormatter(lambda value, _: label(value)))
    axis.set_minor_formatter(NullFormatter())


def draw_ladder(directory, contest, size):
    """The speed-up of every entrant over the yardstick, the slowest on top."""
    work, rungs = contest.work, contest.at(size)
    yardstick = contest.yardstick(size) or rungs[0]
    one = yardstick.rate(work)
    figure, axes = plt.subplots(figsize=(WIDTH, 1.0 + 0.29 * len(rungs)), layout="constrained")
    for k, r in enumerate(rungs):
        times = r.rate(work) / one
        slow, fast = (rate / one for rate in r.quartiles(work))
        axes.barh(k, times, 0.72, color="#b4b4b4" if r.is_peer else BLUE)
        axes.plot([slow, fast], [k, k], color=BLACK, linewidth=1.4)
        axes.annotate(
            short(times),
            (max(times, fast), k),
            (5, 0),
            textcoords="offset points",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        )
    logarithmic(axes.xaxis, lambda value: f"{value:g}")
    axes.margins(x=0.08)
    low, high = axes.get_xlim()
    axes.set_xlim(min(low, 0.8 * rungs[0].rate(work) / one), 1.5 * high)
    axes.axvline(1, color=BLACK, linewidth=1, zorder=1.5)
    axes.set_yticks(range(len(rungs)), [contest.name_of(r) for r in rungs])
    axes.set_ylim(len(rungs) - 0.3, -0.7)
    axes.grid(False, axis="y")
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        f"times as fast as {contest.name_of(yardstick)} (blue: hpk, grey: others, black: quartiles)",
        loc="right",
    )
    axes.set_title(contest.title(size), loc="left", fontsize=11.5)
    return save(figure, directory, f"{contest.name}_{size}")


def draw_lines(directory, contest, caches):
    """One line per entrant: hpk's in colours, the others in greys and dashed."""
    lines = contest.lines()
    sizes = sorted({size for points in lines.values() for size, _ in points})
    in_twos = sizes == [size for size in sizes if size & (size - 1) == 0]
    figure, axes = plt.subplots(figsize=(WIDTH, 4.8), layout="constrained")
    ours = peers = 0
    for line, points in lines.items():
        x, y = [size for size, _ in points], [contest.value(r) for _, r in points]
        if points[0][1].is_peer:
            style = {"color": GREYS[peers % 6], "linestyle": DASHES[peers % 6], "linewidth": 1.4}
            style["marker"] = MARKERS[peers % 6]
            style |= {"markerfacecolor": "white", "zorder": 3}
            peers += 1
        else:
            style = {"color": OURS[ours % 6], "linewidth": 2.2, "marker": MARKERS[ours % 6]}
            ours += 1
        axes.plot(x, y, label=line, **style)
    logarithmic(axes.xaxis, power_of_two if in_twos else "{:,.0f}".format, base=2 if in_twos else 10)
    if in_twos:
        axes.set_xticks(sizes)
        axes.xaxis.set_minor_locator(NullLocator())
    if contest.is_rate:
        axes.set_ylim(bottom=0)
    else:
        values = [contest.value(r) for points in lines.values() for _, r in points]
        logarithmic(axes.yaxis, "{:g}".format, base=10 if max(values) > 300 * min(values) else 2)
    roofline = contest.roofline()
    if roofline:
        axes.axhline(roofline, color=BLACK, linewidth=1, label="roofline of memory")
    x_label = "N: " + contest.axis
    if contest.bytes and caches:
        mark_caches(axes, caches, lambda size: (size / contest.bytes) ** (1 / contest.power))
        x_label += " (dotted: where they fill a cache)"
    axes.set_xlabel(x_label)
    axes.set_ylabel(contest.unit)
    axes.set_title(contest.title(), loc="left", fontsize=11.5, pad=22)
    in_order_of_ends(axes)
    return save(figure, directory, contest.name)


def in_order_of_ends(axes):
    """A legend beside the lines, in the order in which they end there."""
    handles, names = axes.get_legend_handles_labels()
    ends = [handle.get_ydata()[-1] for handle in handles]
    order = sorted(range(len(names)), key=lambda k: -ends[k])
    axes.legend(
        [handles[k] for k in order],
        [names[k] for k in order],
        loc="center left",
        bbox_to_anchor=(1.01, 0.5),
        frameon=False,
        fontsize=9.5,
        handlelength=3,
    )


def mark_caches(axes, caches, x_of):
    """A line at the size x_of(bytes) that fills a cache."""
    low, high = axes.get_xlim()
    for cache in caches:
        x = x_of(cache["size"])
        if cache["type"] == "Instruction" or not low < x < high:
            continue
        axes.axvline(x, color="#777777", linewidth=1, linestyle=(0, (2, 2)), zorder=0)
        axes.annotate(
            f"L{cache['level']}",
            (x, 1),
            (0, 4),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            color="#555555",
            fontsize=9.5,
        )


def draw(directory, context, contests):
    """Draws each ladder, and lines over four sizes or more; returns titles and lists of files."""
    drawn = []
    with plt.rc_context(STYLE):
        for contest in contests:
            for size in contest.ladders:
                if len(contest.at(size)) > 1:
                    drawn.append((contest.title(size), draw_ladder(directory, contest, size)))
            if any(len(points) > 3 for points in contest.lines().values()):
                files = draw_lines(directory, contest, context.get("caches", []))
                drawn.append((contest.title(), files))
    return drawn
