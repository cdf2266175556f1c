# SPDX-License-Identifier: MIT
"""The common base of all entrants."""

import platform


class WrongAnswer(Exception):
    """An entrant that must not be timed."""


class Entrant:
    """Something that can be verified and timed, as in bench/entrant.hpp.

    `contest` and `size` say where it enters; `verify` prepares what `run` needs, does a pass and
    raises WrongAnswer if what comes out is wrong; `work` says what a pass works through:
    [("updates", 26214400), …].
    """

    def __init__(self, contest, size, place, library, version, problem, work, run, verify):
        self.contest, self.size = contest, size
        self.name = f"{place}/peer:{library}_{version}/{problem}"
        self.label = f"{library} {version}, Python {platform.python_version()}"
        self.work = work
        self.run = run
        self._verify = verify

    def verify(self):
        try:
            self._verify()
        except WrongAnswer as wrong:
            raise WrongAnswer(f"{self.name}: {wrong}") from None


def expect(right, sentence):
    if not right:
        raise WrongAnswer(sentence)
