# SPDX-License-Identifier: MIT
"""Measurements, read from JSON in the format of Google Benchmark, and the contests among them."""

import json
import statistics

import contests

KEPT_OF_CONTEXT = (
    "date", "num_cpus", "caches", "load_avg", "made_with", "native_backend", "missing_peers",
    "machine", "system", "commit", "command", "contests",
)  # fmt: skip
RATES = "_per_second"


class Result:
    """An entrant at a problem, and all of its repetitions.

    Names are family/variant/backend/type/problem, with /threads:N where there are several and
    peer:VERSION for the backend of an entrant from outside.
    """

    def __init__(self, name, runs):
        parts = name.removesuffix("/real_time").split("/")
        self.threads = int(parts.pop()[len("threads:") :]) if parts[-1].startswith("threads:") else 1
        self.family, self.variant, self.backend, self.type, *problem = parts
        self.is_peer = self.backend.startswith("peer:")
        self.backend = self.backend.removeprefix("peer:")
        self.problem = "/".join(problem)
        self.name, self.runs = name, runs
        self.label = runs[0].get("label", "")

    def values(self, what):
        """A counter's value in each repetition."""
        return [run[what] for run in self.runs if what in run]

    def median(self, what):
        return statistics.median(self.values(what))

    def rate(self, work):
        """The median of the work per second."""
        return self.median(work + RATES)

    def quartiles(self, work):
        """The quartiles of the work per second."""
        values = self.values(work + RATES)
        if len(values) < 2:
            return values[0], values[0]
        first, _, third = statistics.quantiles(values, n=4, method="inclusive")
        return first, third

    def spread(self, work):
        """The distance between the quartiles, as a fraction of the median."""
        first, third = self.quartiles(work)
        return (third - first) / self.rate(work)

    def title(self, plain):
        """With the backend, if that is not one of the plain ones."""
        title = self.variant.replace("_", " ") if self.is_peer else self.variant
        if self.is_peer or self.backend not in plain:
            title += f" ({self.backend.replace('_', ' ')})"
        if self.type == "f32":
            title += ", float"
        return f"{title}, {self.threads} threads" if self.threads > 1 else title


def read(paths):
    """The contexts of the files, merged, all of their results, and the contests."""
    context, runs, described = {}, {}, {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        for contest in data["context"].pop("contests", []):
            # A file may add entrants to the contests of another.
            known = described.setdefault(contest["name"], {"entrants": []})
            described[contest["name"]] = known | contest | {
                "entrants": known["entrants"] + contest["entrants"]
            }
        for key, value in data["context"].items():
            if key == "missing_peers" and context.get(key) and value:
                if value not in context[key]:
                    context[key] += ", " + value
            elif not context.get(key):
                context[key] = value
        # In the order of registration, because interleaved repetitions come in any order.
        for run in sorted(data["benchmarks"], key=lambda run: run.get("family_index", 0)):
            if run.get("error_occurred"):
                raise ValueError(f"{run['name']}: {run.get('error_message', 'an error')}")
            if run.get("run_type", "iteration") == "iteration":
                runs.setdefault(run["name"], []).append(run)
    context["contests"] = [c for c in described.values() if "title" in c]
    results = {name: Result(name, of_name) for name, of_name in runs.items()}
    return context, results, contests.among(results, context)


def write(path, context, results):
    """Writes the results to one file, without unused fields; one line per repetition."""

    def is_kept(key):
        times = ("real_time", "cpu_time", "ns_per_operation", "of_roofline")
        return key in times or key.endswith(RATES)

    def kept(run):
        number = {key: float(f"{run[key]:.5g}") for key in run if is_kept(key)}
        return {"name": run["name"], "run_type": "iteration", "time_unit": run["time_unit"]} | number

    lines = []
    for result in results.values():
        for k, run in enumerate(result.runs):
            label = {"label": result.label} if result.label and k == 0 else {}
            lines.append(json.dumps(kept(run) | label))
    head = ",\n".join(
        f'"{key}": ' + (list_of(context[key]) if key == "contests" else json.dumps(context[key]))
        for key in KEPT_OF_CONTEXT
        if key in context
    )
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"context": {' + head + '},\n"benchmarks": [\n' + ",\n".join(lines) + "\n]}\n")


def list_of(values):
    """One line per value."""
    return "[\n" + ",\n".join(json.dumps(value) for value in values) + "]"
