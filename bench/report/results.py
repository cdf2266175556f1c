# SPDX-License-Identifier: MIT
"""Measurements, read from JSON in the format of Google Benchmark."""

import json
import statistics

KEPT_OF_CONTEXT = (
    "date", "num_cpus", "mhz_per_cpu", "caches", "load_avg", "library_build_type",
    "made_with", "native_backend", "peers", "missing_peers", "machine", "system", "commit", "command",
)  # fmt: skip
RATES = "_per_second"


class Result:
    """An entrant at a problem, and all of its repetitions.

    Names are family/variant/backend/type/problem, with /threads:N where there are several and
    peer:VERSION for the backend of an entrant from outside.
    """

    def __init__(self, name, runs):
        parts = name.split("/")
        self.wall = parts[-1] == "real_time"
        if self.wall:
            parts.pop()
        self.threads = int(parts.pop()[len("threads:") :]) if parts[-1].startswith("threads:") else 1
        self.family, self.variant, self.backend, self.type, *problem = parts
        self.is_peer = self.backend.startswith("peer:")
        self.backend = self.backend.removeprefix("peer:")
        self.problem = "/".join(problem)
        if self.family == "diffusion":  # the last part is the number of steps
            self.problem = self.problem.rpartition("/")[0]
        self.label = runs[0].get("label", "")
        self.runs = runs

    def values(self, what):
        """A counter's value in each repetition."""
        return [run[what] for run in self.runs if what in run]

    def median(self, what):
        return statistics.median(self.values(what))

    @property
    def ns(self):
        """The time per operation: a cell update, iteration or look-up of the problem."""
        return self.median("ns_per_operation")

    @property
    def milliseconds(self):
        return self.median("real_time" if self.wall else "cpu_time")

    @property
    def quartiles(self):
        """The quartiles of the time per operation."""
        values = self.values("ns_per_operation")
        if len(values) < 2:
            return values[0], values[0]
        first, _, third = statistics.quantiles(values, n=4, method="inclusive")
        return first, third

    @property
    def spread(self):
        """The distance between the quartiles, as a fraction of the median."""
        first, third = self.quartiles
        return (third - first) / self.ns

    @property
    def title(self):
        variant = self.variant.replace("_", " ") if self.is_peer else self.variant
        if self.is_peer:
            title = f"{variant} ({self.backend.replace('_', ' ')})"
        else:
            title = variant
        if self.type == "f32":
            title += ", float"
        return f"{title}, {self.threads} threads" if self.threads > 1 else title


def read(paths):
    """The contexts of the files, merged, and all of their results."""
    context, runs = {}, {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        for key, value in data["context"].items():
            if key in ("peers", "missing_peers") and context.get(key) and value:
                if value not in context[key]:
                    context[key] += "; " + value
            elif not context.get(key):
                context[key] = value
        # In the order of registration, because interleaved repetitions come in any order.
        for run in sorted(data["benchmarks"], key=lambda run: run.get("family_index", 0)):
            if run.get("error_occurred"):
                raise ValueError(f"{run['name']}: {run.get('error_message', 'an error')}")
            if run.get("run_type", "iteration") == "iteration":
                runs.setdefault(run["name"], []).append(run)
    return context, [Result(name, of_name) for name, of_name in runs.items()]


def write(path, context, results):
    """Writes the results to one file, without unused fields; one line per repetition."""

    def kept(run):
        number = {key: float(f"{run[key]:.5g}") for key in run if is_measured(key)}
        return {"name": run["name"], "run_type": "iteration", "time_unit": run["time_unit"]} | number

    def is_measured(key):
        times = ("real_time", "cpu_time", "ns_per_operation", "of_roofline")
        return key in times or key.endswith(RATES)

    lines = []
    for result in results:
        for k, run in enumerate(result.runs):
            label = {"label": result.label} if result.label and k == 0 else {}
            lines.append(json.dumps(kept(run) | label))
    head = json.dumps({key: context[key] for key in KEPT_OF_CONTEXT if key in context}, indent=1)
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"context": ' + head + ',\n"benchmarks": [\n' + ",\n".join(lines) + "\n]}\n")
