# SPDX-License-Identifier: MIT
"""The pictures of the report, as SVG and PNG, as wide as a page shows them."""

import re

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator  # noqa: E402

import contests  # noqa: E402

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


def draw_ladder(directory, name, title, rungs, yardstick):
    """The speed-up of every entrant over the yardstick, the slowest on top."""
    rungs = sorted(rungs, key=lambda r: -r.ns)
    figure, axes = plt.subplots(figsize=(WIDTH, 1.0 + 0.29 * len(rungs)), layout="constrained")
    for k, r in enumerate(rungs):
        times = yardstick.ns / r.ns
        slow, fast = (yardstick.ns / ns for ns in reversed(r.quartiles))
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
    axes.set_xlim(min(low, 0.8 * yardstick.ns / rungs[0].ns), 1.5 * high)
    axes.axvline(1, color=BLACK, linewidth=1, zorder=1.5)
    axes.set_yticks(range(len(rungs)), [r.title for r in rungs])
    axes.set_ylim(len(rungs) - 0.3, -0.7)
    axes.grid(False, axis="y")
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        f"times as fast as {yardstick.title} (blue: hpk, grey: others, black: quartiles)", loc="right"
    )
    axes.set_title(title, loc="left", fontsize=11.5)
    return save(figure, directory, name)


def draw_lines(directory, name, title, lines, value, labels, x_base, y_base, decorate=None):
    """One line per entrant: hpk's in colours, the others in greys and dashed."""
    figure, axes = plt.subplots(figsize=(WIDTH, 4.8), layout="constrained")
    ours = peers = 0
    for line, points in lines.items():
        x, y = [size for size, _ in points], [value(r) for _, r in points]
        if points[0][1].is_peer:
            style = {"color": GREYS[peers % 6], "linestyle": DASHES[peers % 6], "linewidth": 1.4}
            style["marker"] = MARKERS[peers % 6]
            style |= {"markerfacecolor": "white", "zorder": 3}
            peers += 1
        else:
            style = {"color": OURS[ours % 6], "linewidth": 2.2, "marker": MARKERS[ours % 6]}
            ours += 1
        axes.plot(x, y, label=line, **style)
    x_label, x_text, y_label, y_text = labels
    logarithmic(axes.xaxis, x_text, base=x_base)
    if x_base == 2:
        axes.set_xticks(sorted({size for points in lines.values() for size, _ in points}))
        axes.xaxis.set_minor_locator(NullLocator())
    if y_base:
        logarithmic(axes.yaxis, y_text, base=y_base)
    else:
        axes.set_ylim(bottom=0)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.set_title(title, loc="left", fontsize=11.5, pad=22 if decorate else 8)
    if decorate:
        decorate(axes)
    in_order_of_ends(axes)
    return save(figure, directory, name)


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


def julia_limits(directory, context, results):
    rungs = contests.on_best_backend(
        contests.of(results, "julia", "f64"), context.get("native_backend")
    )
    lines = contests.series(rungs, contests.julia_limit)
    if not lines:
        return []
    return draw_lines(
        directory,
        "julia_limits",
        "The classic Julia set, 500 x 500 pixels, double, one thread",
        lines,
        lambda r: r.milliseconds,
        ("max_iterations", lambda v: f"{v:,.0f}", "ms", lambda v: f"{v:g}"),
        x_base=10,
        y_base=10,
    )


def grid_sizes(directory, context, results):
    rungs = contests.on_best_backend(
        contests.of(results, "diffusion", "f64"), context.get("native_backend")
    )
    lines = contests.series(rungs, contests.grid_width)
    lines = contests.several(lines)
    if not lines:
        return []
    bandwidth = contests.roofline(results)

    def decorate(axes):
        if bandwidth:
            axes.axhline(
                bandwidth / 16e9, color=BLACK, linewidth=1, label="roofline: memory,\na sweep a step"
            )
        # Two grids of doubles.
        mark_caches(axes, context.get("caches", []), lambda size: (size / 16) ** 0.5)

    return draw_lines(
        directory,
        "diffusion_sizes",
        "Diffusion on N x N cells, periodic, double, one thread",
        lines,
        lambda r: r.median("updates_per_second") / 1e9,
        ("N (dotted: where two grids fill a cache)", power_of_two, "10⁹ cell updates a second", None),
        x_base=2,
        y_base=None,
        decorate=decorate,
    )


def table_lookups(directory, context, results):
    native = context.get("native_backend")
    tables = contests.on_best_backend(contests.of(results, "hash_table", "u64"), native)
    # Not the dict, whose times are the interpreter's, and not a second `tagged`.
    tables = [r for r in tables if r.variant not in ("dict", "compact")]
    lines = contests.series(tables, contests.table_size("find_mixed"))
    bulk = contests.series(tables, contests.table_size("find_many"))
    lines |= {name + ", find_many": points for name, points in bulk.items() if name == "tagged"}
    lines = contests.several(lines)
    if not lines:
        return []

    def decorate(axes):
        mark_caches(axes, context.get("caches", []), lambda size: size / 16)

    return draw_lines(
        directory,
        "table_lookups",
        "Look-ups of 64-bit keys, half of which are there, one thread",
        lines,
        lambda r: r.ns,
        ("entries (dotted: where keys and values alone fill a cache)", power_of_two)
        + ("ns a look-up", lambda v: f"{v:g}"),
        x_base=2,
        y_base=2,
        decorate=decorate,
    )


LADDER_TITLES = {
    "julia": "The {} Julia set, {} pixels, {} iterations",
    "diffusion": "Diffusion, a {}, {} cells, {}",
    "hash_table": "Hash tables: {}, {} keys, {} entries",
}


def draw(directory, context, results):
    """Draws the pictures for which there are results; returns lists of the files of each picture."""
    drawn = []
    with plt.rc_context(STYLE):
        for family, title in LADDER_TITLES.items():
            problem, rungs = contests.ladder(results, family, context.get("native_backend"))
            yardstick = contests.yardstick(rungs)
            if yardstick and len(rungs) > 1:
                text = title.format(*re.sub(r"(\d)x(\d)", r"\1 x \2", problem).split("/"))
                drawn.append(draw_ladder(directory, family + "_ladder", text, rungs, yardstick))
        for picture in (julia_limits, grid_sizes, table_lookups):
            drawn.append(picture(directory, context, results))
    return [files for files in drawn if files]
