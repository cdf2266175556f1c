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
GREYS = ["#000000", "#444444", "#777777", "#8c8c8c", "#5c5c5c", "#999999"]
DASHES = [(0, (5, 2)), (0, (1, 1.5)), (0, (5, 2, 1, 2)), (0, (3, 1)), (0, (8, 3)), (0, (2, 4))]
MARKERS = "osD^vP"
OUR_POINT = {"marker": "o", "color": BLUE, "markersize": 8}
PEER_POINT = {"marker": "s", "color": "#555555", "markersize": 6.5, "markerfacecolor": "white"}

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
WIDE = 0.1  # the quartiles' distance from which a point shows them, as a part of the median


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
    """The speed-up of every entrant over the yardstick, the slowest on top: a point, since bars have
    no meaning where the axis has no zero."""
    work, rungs = contest.work, contest.at(size)
    yardstick = contest.yardstick(size) or rungs[0]
    one = yardstick.rate(work)
    figure, axes = plt.subplots(figsize=(WIDTH, 1.0 + 0.29 * len(rungs)), layout="constrained")
    for k, r in enumerate(rungs):
        times = r.rate(work) / one
        slow, fast = (rate / one for rate in r.quartiles(work))
        axes.plot([slow, fast], [k, k], color=BLACK, linewidth=1.6, zorder=3)
        style = PEER_POINT if r.is_peer else OUR_POINT
        axes.plot([times], [k], linestyle="none", zorder=4, **style)
        axes.annotate(
            short(times),
            (max(times, fast), k),
            (8, 0),
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
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(
        f"times as fast as {contest.name_of(yardstick)} (filled: hpk, hollow: others, lines: quartiles)",
        loc="right",
    )
    axes.set_title(contest.title(size), loc="left", fontsize=11.5)
    return save(figure, directory, f"{contest.name}_{size}")


def draw_lines(directory, contest, caches):
    """One line per entrant: hpk's in colours, the others in greys and dashed. Where the quartiles lie
    far apart, a bar joins them."""
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
        for size, r in points:
            if r.spread(contest.work) > WIDE:
                axes.plot([size, size], contest.quartiles(r), color=style["color"], linewidth=1)
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
    label_ends(figure, axes)
    return save(figure, directory, contest.name)


def label_ends(figure, axes):
    """The name of each line where it ends, moved up or down as far as names need."""
    longest = max(len(line.get_label()) for line in axes.get_lines())
    right = 1 - (45 + 6.4 * longest) / (100 * WIDTH)  # 6.4 pixels per letter
    figure.get_layout_engine().set(rect=(0, 0, right, 1))
    figure.draw_without_rendering()
    box = axes.get_window_extent()
    height = 13.5 / 72 * figure.dpi / box.height  # of a name, as a part of the axis
    ends = []
    for line in axes.get_lines():
        if not line.get_label().startswith("_"):
            x, y = line.get_xdata()[-1], line.get_ydata()[-1]
            if line.get_transform() != axes.transData:  # a line across the picture
                x = axes.get_xlim()[1]
            ends.append(((axes.transData.transform((x, y))[1] - box.y0) / box.height, (x, y), line))
    # Names that would overlap form a block, which is centred on the ends of its lines, but within
    # the picture.
    lowest = -box.y0 / box.height

    def foot_of(block):
        centre = sum(end for end, _, _ in block) / len(block)
        return max(lowest, centre - height * len(block) / 2)

    def head_of(block):
        return foot_of(block) + height * len(block)

    blocks = []
    for end in sorted(ends, key=lambda end: end[0]):
        blocks.append([end])
        while len(blocks) > 1 and foot_of(blocks[-1]) < head_of(blocks[-2]):
            above = blocks.pop()
            blocks[-1] += above
    for block in blocks:
        for k, (_, end, line) in enumerate(block):
            name = axes.annotate(
                line.get_label(),
                end,
                (1.04, foot_of(block) + (k + 0.5) * height),
                textcoords="axes fraction",
                va="center",
                color=line.get_color(),
                fontsize=9.5,
                annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": "#bbbbbb", "linewidth": 0.7},
            )
            name.set_in_layout(False)


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
