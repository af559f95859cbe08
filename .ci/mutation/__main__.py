"""Which mutants do the tests notice? See `.ci/mutants`."""

import hashlib
import os
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import report
import trial
from gate import Copy, put, sweep, tracked
from mutant import mutants

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "target" / "mutants"
BUILD = HOME / "build"
RESULTS = HOME / "results.tsv"
# How many mutants are tried at a time.
JOBS = int(os.environ.get("MUTANTS_JOBS", "1"))
# Mutants of constants are tried one by one, with the tests that know the module.
ALONE = {
    "address": ["resolve", "serde"],
    "ascii": ["lib", "client_uri", "server_uri", "media", "accept", "headers"],
    "binary": ["notification"],
    "body": ["body"],
    "draft": ["draft"],
    "error": ["limits", "json_errors"],
    "http": ["http"],
    "json": ["json_errors", "json_laws"],
    "limits": ["limits"],
    "media": ["lib", "headers", "accept", "media"],
    "multipart": ["multipart"],
    "package": ["lib", "values", "notification"],
    "reader": ["reader", "json_errors"],
    "session": ["session_flows", "session_client", "session_server"],
    "status": ["lib", "values"],
    "text": ["values"],
    "uri": ["client_uri", "server_uri", "values"],
    "value": ["values", "extensions", "client_uri"],
}


def together(chosen, unviable, todo, note):
    """Tries the mutants that can stand side by side. Returns those that cannot, and the tests there are. What is already
    tried is built as well: so nothing is built anew when a run goes on."""
    tree = HOME / "tree"
    copy = Copy(ROOT, tree, chosen, unviable)
    build = partial(trial.build, tree, BUILD, trial.programs(ROOT))
    built = copy.settle(partial(trial.check, tree, BUILD), build)
    for m in sorted(copy.unviable - unviable, key=lambda m: m.number):
        note(m, "unviable", "-")
    again = [m for m in todo if m in copy.alone - copy.unviable]
    side_by_side = [m for m in todo if m not in copy.alone | copy.unviable]
    kills = defaultdict(Counter)

    def attempt(m):
        able = [test for test in tests if copy.of[m].number in test.reached]
        return m, *trial.attempt(m.number, able, tree, kills[m.file])

    with ThreadPoolExecutor(JOBS) as pool:
        tests = trial.tests(built, tree, HOME / "tests.json", pool)
        for m, outcome, by in pool.map(attempt, side_by_side):
            # The compiler may have called the function: no test could see the mutant then.
            if outcome == "missed" and copy.of[m].constant:
                again.append(m)
            else:
                note(m, outcome, by)
    return again, tests


def one_by_one(chosen, tests, note):
    """Tries mutants each in a crate of its own."""
    tree = HOME / "alone"
    sweep(ROOT, tree)
    for path in tracked(ROOT):
        put(tree / path, (ROOT / path).read_bytes())
    quick = {name: ["--exact"] for name in trial.programs(tree)}
    for test in tests:
        quick[trial.name_of(test.program)].append(test.name)
    usual = {}
    for m in chosen:
        plain = (ROOT / m.file).read_text()
        changed = plain[: m.start] + m.replacement + plain[m.end :]
        outcome, by = "missed", "-"
        for name in ALONE.get(m.module, []):
            if name not in usual:
                _, (program,) = trial.build(tree, BUILD, [name])
                came, usual[name] = trial.run(program, quick[name], 60, tree)
                if came != "passed":
                    raise SystemExit(f"{name} fails without a mutant")
            put(tree / m.file, changed.encode())
            errors, built = trial.build(tree, BUILD, [name], trial.COMPILE)
            came = "unviable" if errors else trial.run(*built, quick[name], 5 * usual[name] + 5, tree)[0]
            put(tree / m.file, plain.encode())
            if came != "passed":
                outcome, by = "caught" if came == "failed" else came, name
                break
        note(m, outcome, by)


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
            one_by_one(*together(whole, unviable, todo, note), note)
    print(counts, f"{time.monotonic() - began:.0f} s")
    return report.compare(ROOT, RESULTS, chosen)


sys.exit(main(sys.argv[1:]))
