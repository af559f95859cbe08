"""What came of the mutants: the list that is committed, and whether another run says the same."""

from collections import Counter

BOUND, STRICT_BOUND = 90, 95
STRICT = {"reader", "uri", "json", "draft", "multipart", "binary", "session"}
KILLED = {"caught", "timeout"}


def read(path):
    """The last outcome of each mutant, with the digest of the tests it was tried with."""
    rows = [line.split("\t") for line in path.read_text().splitlines()] if path.exists() else []
    return {tuple(row[:4]): (row[4], row[6]) for row in rows}


def stands(known, tests, reason):
    """An outcome that is still true: other tests may notice what was missed, if nobody said why they cannot."""
    if known is None or (known[0] == "missed" and known[1] != tests and not reason):
        return None
    return known[0]


def table(path):
    lines = path.read_text().splitlines() if path.exists() else []
    return {tuple(row[:3]): row[3] for row in (line.split("\t") for line in lines if not line.startswith("#"))}


def compare(root, results, chosen):
    """Says which mutants came out otherwise than the list has it, and which are missed without a reason."""
    known, listed = read(results), table(root / "fuzz" / "mutants.txt")
    reasons = table(root / "fuzz" / "survivors.tsv")
    wrong = 0
    for m in chosen:
        outcome = known[*m.key, m.digest][0]
        was = listed.get(m.key, "not listed").split("\t")[0]
        if (outcome in KILLED) != (was in KILLED) or (outcome == "unviable") != (was == "unviable"):
            print("differs:", *m.key, f"is {outcome}, was {was}")
        if outcome == "missed" and m.key not in reasons:
            wrong += 1
            print("missed without a reason:", *m.key)
    return wrong > 0


def write(root, results, chosen):
    """Writes the list, and prints what part of the viable mutants was killed."""
    known, reasons = read(results), table(root / "fuzz" / "survivors.tsv")
    rows, wrong, count = [], [], Counter()
    for m in chosen:
        outcome = known.get((*m.key, m.digest), ("untried",))[0]
        count[m.module, outcome] += 1
        count["all", outcome] += 1
        row = [*m.key, outcome]
        if outcome == "untried":
            wrong.append(f"untried: {m.key}")
        if outcome == "missed":
            row.append(reasons.get(m.key, ""))
            if not row[-1]:
                wrong.append(f"missed without a reason: {m.key}")
        rows.append("\t".join(row))
    (root / "fuzz" / "mutants.txt").write_text("\n".join(rows) + "\n")
    for module in sorted({m.module for m in chosen}) + ["all"]:
        killed = count[module, "caught"] + count[module, "timeout"]
        viable = killed + count[module, "missed"]
        rate = 100 * killed / max(1, viable)
        print(f"{module}: {killed} of {viable} viable mutants killed, {rate:.1f} %; {count[module, 'unviable']} unviable")
        if module == "all" and rate < BOUND or module in STRICT and rate < STRICT_BOUND:
            wrong.append(f"{module} is under its bound")
    unused = set(reasons) - {m.key for m in chosen if known.get((*m.key, m.digest), [""])[0] == "missed"}
    wrong += [f"a reason for what is not missed: {key}" for key in sorted(unused)]
    print(*wrong, sep="\n")
    return bool(wrong)
