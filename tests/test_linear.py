"""Four times the text takes four times the time, not sixteen, whatever the text is."""

from __future__ import annotations

import pytest
from weather.stages import seconds_of
from weather.texts import SEARCHED, TEXTS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("no_collector")]

SHORT, TIMES = 4000, 4
# Between linear (4) and square (16); short times are noise.
MOST, TOO_SHORT = 9, 0.04
RETRIES = 4
# Lost bytes are searched for with a bound on the steps, which short texts do not reach.
BOUNDED = (*SEARCHED, "noise of signs")


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    seconds_of("坡?lián)岆U救 改(dǎo)2007年增长1.5%“三个代表”。" * 3)


@pytest.mark.parametrize("label", [label for label in TEXTS if label not in BOUNDED])
def test_time_grows_with_the_text(label: str) -> None:
    short, long = TEXTS[label](SHORT), TEXTS[label](SHORT * TIMES)
    before, after = seconds_of(short), seconds_of(long)
    for _ in range(RETRIES):
        slow = {
            step: (before[step], after[step])
            for step in after
            if after[step] > TOO_SHORT and after[step] > MOST * max(before[step], TOO_SHORT / 10)
        }
        if not slow:
            return
        # On a busy machine: the best of several.
        again, more = seconds_of(short), seconds_of(long)
        before = {step: min(before[step], again[step]) for step in before}
        after = {step: min(after[step], more[step]) for step in after}
    raise AssertionError(slow)
