"""Which mutants do the tests notice? See `.ci/mutants`."""

import hashlib
import sys
import time
from functools import partial
from pathlib import Path

import report
import trial
from gate import Copy, put, tracked
from mutant import mutants

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "target" / "mutants"
BUILD = HOME / "build"
RESULTS = HOME / "results.tsv"
# Mutants of constants are tried one by one, with the tests that know the module.
ALONE = {
    "address": ["resolve"],
    "ascii": ["lib", "client_uri", "server_uri", "media", "accept", "headers"],
    "binary": ["notification"],
    "draft": ["draft"],
    "error": ["limits", "json_errors"],
    "media": ["headers", "accept", "media"],
    "multipart": ["multipart"],
    "package": ["lib", "values", "notification"],
    "reader": ["reader", "json_errors"],
    "session": ["session_flows", "session_client", "session_server"],
    "status": ["lib", "values"],
    "uri": ["client_uri", "server_uri", "values"],
    "value": ["values", "extensions", "client_uri"],
}


def together(chosen, unviable, todo, note):
    """Tries the mutants that can stand side by side. Returns those that cannot. What is already tried is built as well:
    so nothing is built anew when a run goes on."""
    tree = HOME / "tree"
    # What an earlier run found spares it a build.
    hints = HOME / "const.txt"
    copy = Copy(ROOT, tree, chosen, unviable, hints.read_text().split() if hints.exists() else [])
    build = partial(trial.build, tree, BUILD, trial.programs(tree))
    built = copy.settle(partial(trial.check, tree, BUILD), build)
    for m in sorted(copy.unviable - unviable, key=lambda m: m.number):
        note(m, "unviable", "-")
    hints.write_text("\n".join(sorted(copy.const)))
    tests = trial.tests(built, tree, HOME / "tests.json")
    for m in todo:
        if m not in copy.unviable and m not in copy.alone:
            note(m, *trial.attempt(m.number, [test for test in tests if copy.of[m].number in test.reached], tree))
    return [m for m in todo if m in copy.alone]


def one_by_one(chosen, note):
    """Tries mutants each in a crate of its own."""
    tree = HOME / "alone"
    for path in tracked(ROOT):
        put(tree / path, (ROOT / path).read_bytes())
    known = {}
    for m in chosen:
        text = (ROOT / m.file).read_text()
        outcome = "missed", "-"
        names = ALONE.get(m.module) or trial.programs(tree)
        for name in names:
            if name not in known:
                _, built = trial.build(tree, BUILD, [name])
                (program,) = built.values()
                known[name] = trial.run(program, [], 120, tree)
                if known[name][0] != "passed":
                    raise SystemExit(f"{name} fails without a mutant")
            put(tree / m.file, (text[: m.start] + m.replacement + text[m.end :]).encode())
            errors, built = trial.build(tree, BUILD, [name])
            if errors:
                outcome = "unviable", "-"
                break
            (program,) = built.values()
            came, _ = trial.run(program, [], 5 * known[name][1] + 5, tree)
            put(tree / m.file, text.encode())
            if came != "passed":
                outcome = "caught" if came == "failed" else "timeout", name
                break
        put(tree / m.file, text.encode())
        note(m, *outcome)


def tests_digest():
    paths = [path for path in tracked(ROOT) if path.startswith("tests/")]
    return hashlib.sha256(b"".join((ROOT / path).read_bytes() for path in paths)).hexdigest()[:12]


def main(arguments):
    if arguments == ["list"]:
        return report.write(ROOT, RESULTS, mutants(ROOT))
    shard, *modules = arguments
    index, count = map(int, shard.split("/"))
    known, digest, reasons = report.read(RESULTS), tests_digest(), report.table(ROOT / "fuzz" / "survivors.tsv")
    whole = mutants(ROOT)[index::count]
    came = {m: report.stands(known.get((*m.key, m.digest)), digest, m.key in reasons) for m in whole}
    chosen = [m for m in whole if not modules or m.module in modules]
    todo = [m for m in chosen if came[m] is None]
    print(f"{len(chosen)} mutants, {len(todo)} of them not tried yet", flush=True)
    HOME.mkdir(parents=True, exist_ok=True)
    began, counts = time.monotonic(), {}
    with RESULTS.open("a") as results:

        def note(m, outcome, by):
            print(*m.key, m.digest, outcome, by, digest, sep="\t", file=results, flush=True)
            counts[outcome] = counts.get(outcome, 0) + 1
            if outcome == "missed":
                print("missed:", *m.key, flush=True)

        if todo:
            unviable = {m for m in whole if came[m] == "unviable"}
            one_by_one(together(whole, unviable, todo, note), note)
    print(counts, f"{time.monotonic() - began:.0f} s")
    return report.compare(ROOT, RESULTS, chosen)


sys.exit(main(sys.argv[1:]))
