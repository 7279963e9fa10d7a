"""Makes test/fixtures/statistics.json: 2,000 invented attempts and their statistics.

The statistics are computed here from the definitions on https://docs.moodle.org/dev/Quiz_statistics_calculations, over
one row per learner and with numpy's own variance and correlation; src/statistics works on counted patterns and shares
no code with this. Run from packages/quiz:

    /usr/bin/python3 scripts/statistics-fixture.py

The attempts follow a three-parameter logistic model (ability, difficulty, slope, guessing) with partial credit, one
question that punishes the able (a wrong key), one that everybody gets right, one pool of three questions, one question
with four variants and two versions, and learners who stop early.
"""

import json
import math
import random
from pathlib import Path

import numpy

SEED = 20261125
LEARNERS = 2000
STOP_AFTER_A_SLOT = 0.02
TARGET = Path(__file__).parent.parent / "test" / "fixtures" / "statistics.json"

# max: points. levels: a share of 0, 1/levels, .. 1 can be earned. b: difficulty, a: slope, c: share of lucky guesses.
SLOTS = [
    {"id": "easy", "max": 1, "levels": 1, "a": 1.2, "b": -1.5, "c": 0.25},
    {"id": "middling", "max": 1, "levels": 1, "a": 1.6, "b": 0.1, "c": 0.25},
    {"id": "partial", "max": 2, "levels": 4, "a": 1.0, "b": 0.3, "c": 0.1},
    {"id": "hard", "max": 1, "levels": 1, "a": 2.0, "b": 1.8, "c": 0.0},
    {"id": "wrong-key", "max": 1, "levels": 1, "a": -1.1, "b": 0.0, "c": 0.0},
    {"id": "pool", "max": 1, "levels": 1, "a": 1.3, "b": 0.0, "c": 0.2, "questions": ["p0", "p1", "p2"]},
    {"id": "variants", "max": 3, "levels": 3, "a": 1.4, "b": -0.4, "c": 0.0, "variants": 4, "versions": 2},
    {"id": "free", "max": 1, "levels": 1, "a": 0.0, "b": 0.0, "c": 1.0},
]


def draw(slot, ability, question, variant, rng):
    """One answer: how many of the slot's levels were reached."""
    difficulty = slot["b"] + 0.4 * question - 0.3 * variant
    logistic = 1 / (1 + math.exp(-slot["a"] * (ability - difficulty)))
    chance = slot["c"] + (1 - slot["c"]) * logistic
    return sum(rng.random() < chance for _ in range(slot["levels"]))


def make_attempts(rng):
    """Per learner a list with one entry per answered slot: (levels, question, variant, version)."""
    attempts = []
    for _ in range(LEARNERS):
        ability = rng.gauss(0, 1)
        answers = []
        for slot in SLOTS:
            question = rng.randrange(len(slot.get("questions", [0])))
            variant = rng.randrange(slot.get("variants", 1))
            version = rng.randrange(slot.get("versions", 1))
            answers.append((draw(slot, ability, question, variant, rng), question, variant, version))
            if rng.random() < STOP_AFTER_A_SLOT:
                break
        attempts.append(answers)
    return attempts


def points(slot, levels):
    return slot["max"] * levels / slot["levels"]


def covariance(x, y):
    return float(numpy.cov(x, y, ddof=1)[0, 1])


def item(pairs, maximum):
    """`pairs`: (points here, points in the rest or None) of every learner who answered."""
    scores = numpy.array([score for score, _ in pairs], dtype=float)
    x = numpy.array([score for score, rest in pairs if rest is not None], dtype=float)
    rest = numpy.array([rest for _, rest in pairs if rest is not None], dtype=float)
    flat = x.std() == 0 or rest.std() == 0
    return {
        "n": len(scores),
        "nComplete": len(x),
        "facility": float(scores.mean()) / maximum,
        "sd": float(scores.std(ddof=1)) / maximum,
        "discrimination": None if flat else float(numpy.corrcoef(x, rest)[0, 1]),
        "efficiency": None if flat else covariance(x, rest) / covariance(numpy.sort(x), numpy.sort(rest)),
    }


def grouped(pairs, keys, maximum):
    names = sorted({key for key in keys if key is not None})
    return {name: item([pair for pair, key in zip(pairs, keys) if key == name], maximum) for name in names}


def statistics(attempts):
    complete = [answers for answers in attempts if len(answers) == len(SLOTS)]
    matrix = numpy.array([[points(slot, answer[0]) for slot, answer in zip(SLOTS, answers)] for answers in complete])
    totals = matrix.sum(axis=1)
    n = len(totals)
    variance = float(totals.var(ddof=1))
    deviations = totals - totals.mean()
    m2, m3, m4 = (float((deviations**power).mean()) for power in (2, 3, 4))
    k3 = n * n * m3 / ((n - 1) * (n - 2))
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
    parts = len(SLOTS)
    alpha = parts / (parts - 1) * (1 - float(matrix.var(axis=0, ddof=1).sum()) / variance)
    with_total = [covariance(matrix[:, place], totals) for place in range(parts)]
    roots = sum(math.sqrt(value) for value in with_total if value >= 0)
    maximum = sum(slot["max"] for slot in SLOTS)
    slots = []
    for place, slot in enumerate(SLOTS):
        met = [answers for answers in attempts if len(answers) > place]
        pairs = []
        for answers in met:
            here = points(slot, answers[place][0])
            whole = sum(points(other, answer[0]) for other, answer in zip(SLOTS, answers))
            pairs.append((here, whole - here if len(answers) == parts else None))
        questions = [name_of_question(slot, answers[place]) for answers in met]
        slots.append(
            {
                "id": slot["id"],
                **item(pairs, slot["max"]),
                "intendedWeight": slot["max"] / maximum,
                "effectiveWeight": math.sqrt(with_total[place]) / roots if with_total[place] >= 0 else None,
                "questions": grouped(pairs, questions, slot["max"]),
                "variants": grouped(pairs, [name_of_variant(slot, answers[place]) for answers in met], slot["max"]),
                "versions": grouped(pairs, [f"v{answers[place][3]}" for answers in met], slot["max"]),
            }
        )
    return {
        "n": len(attempts),
        "nComplete": n,
        "maxScore": maximum,
        "mean": float(totals.mean()),
        "median": float(numpy.median(totals)),
        "sd": math.sqrt(variance),
        "skewness": k3 / variance**1.5,
        "kurtosis": k4 / variance**2,
        "internalConsistency": alpha,
        "errorRatio": math.sqrt(1 - alpha),
        "standardError": math.sqrt(1 - alpha) * math.sqrt(variance),
        "slots": slots,
    }


def name_of_question(slot, answer):
    return slot["questions"][answer[1]] if "questions" in slot else slot["id"]


def name_of_variant(slot, answer):
    return str(answer[2]) if "variants" in slot else None


def main():
    rng = random.Random(SEED)
    attempts = make_attempts(rng)
    fixture = {
        "madeBy": f"scripts/statistics-fixture.py, seed {SEED}, numpy {numpy.__version__}",
        "slots": [{"id": slot["id"], "maxScore": slot["max"], "levels": slot["levels"]} for slot in SLOTS],
        # One learner per entry; four digits per answered slot: levels, question, variant, version.
        "attempts": ["".join("%d%d%d%d" % answer for answer in answers) for answers in attempts],
        "statistics": statistics(attempts),
    }
    TARGET.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(f"{TARGET.name}: {len(attempts)} attempts, {fixture['statistics']['nComplete']} complete, {TARGET.stat().st_size} bytes")


main()
