"""Builds the test programs of a copy, and runs of them what may notice a mutant."""

import json
import math
import os
import re
import resource
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

# What reads the sources, counts instructions or starts other programs knows nothing of a mutant.
LEFT_OUT = {"inspect", "layering", "session_example", "stability", "traceability", "ways_in", "work"}
# Seconds of a processor. A test that takes LONG is not asked, those that are QUICK are asked together, and BUDGET is what the
# others may take for one mutant.
LONG, QUICK, BUDGET = 8, 0.1, 25
# What the compiler may take for the crate with one mutant. In a constant a mutant may go on for ever.
COMPILE = 60
FAILED = re.compile(r"^test .*FAILED$")
SETTINGS = {
    # The same cases each time, and no search for a smaller one.
    "PROPTEST_RNG_SEED": "20",
    "PROPTEST_MAX_SHRINK_ITERS": "0",
    "PROPTEST_DISABLE_FAILURE_PERSISTENCE": "1",
    "RUST_BACKTRACE": "0",
    # What builds an example and runs it knows nothing of a mutant: it fails at once, and is not asked.
    "RUSTC": "false",
    # A function with its mutants beside it takes more of the stack.
    "RUST_MIN_STACK": str(64 << 20),
}


@dataclass
class Test:
    program: Path
    name: str
    seconds: float = 0.0
    # The numbers of the functions that it comes to.
    reached: set = field(default_factory=set)


def programs(tree):
    """The names of the test programs; `lib` are the tests in `src`."""
    return ["lib", *sorted(path.stem for path in (tree / "tests").glob("*.rs") if path.stem not in LEFT_OUT)]


def cargo(tree, target, command, *chosen, seconds=None):
    """Runs cargo, with so many seconds of a processor for each compiler. Returns what is wrong, and the test programs."""

    def limit():
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))

    began = time.monotonic()
    made = subprocess.run(
        ["cargo", command, "--locked", "--profile=mutants", "--message-format=json", *chosen],
        cwd=tree,
        env={**os.environ, "CARGO_TARGET_DIR": str(target), "RUSTFLAGS": "--cap-lints=allow", "RUSTC_BOOTSTRAP": "omadm"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        preexec_fn=limit,
    )
    said = [json.loads(line) for line in made.stdout.splitlines() if line.startswith("{")]
    messages = [entry["message"] for entry in said if entry["reason"] == "compiler-message"]
    errors = [message for message in messages if message["level"] == "error" and message["spans"]]
    if made.returncode != 0 and not errors:
        if seconds and time.monotonic() - began >= seconds:
            return ["the compiler comes to no end"], []
        raise SystemExit(f"cargo {command} failed in {tree}")
    built = [entry for entry in said if entry["reason"] == "compiler-artifact" and entry["executable"]]
    return errors, sorted(Path(entry["executable"]) for entry in built)


def check(tree, target):
    return cargo(tree, target, "check")[0]


def build(tree, target, names, seconds=None):
    chosen = [word for name in names for word in (["--lib"] if name == "lib" else ["--test", name])]
    return cargo(tree, target, "test", "--no-run", *chosen, seconds=seconds)


def run(program, arguments, seconds, cwd, **settings):
    """Runs a test program until a test fails. Returns `passed`, `failed` or `timeout`, and the seconds it took."""

    def limit():
        # Of the processor's time, so that a busy machine kills no mutant. What eats memory is stopped as well.
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(seconds), math.ceil(seconds) + 1))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        resource.setrlimit(resource.RLIMIT_STACK, (64 << 20, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    process = subprocess.Popen(
        [program, "--test-threads=1", *arguments],
        cwd=cwd,
        env={**os.environ, **SETTINGS, "CARGO_MANIFEST_DIR": str(cwd), **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        preexec_fn=limit,
    )
    failed = False
    for line in process.stdout:
        if FAILED.match(line.rstrip()):
            failed = True
            os.kill(process.pid, signal.SIGKILL)
            break
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    took = usage.ru_utime + usage.ru_stime
    if failed:
        return "failed", took
    if process.returncode != 0:
        return "timeout" if -process.returncode in (signal.SIGXCPU, signal.SIGKILL) else "failed", took
    return "passed", took


def tests(built, tree, cache, pool):
    """Every test of these programs, with what it takes and reaches when no mutant is alive. Programs that did not change
    since they were asked are not asked again."""
    asked = json.loads(cache.read_text()) if cache.exists() else {}
    rows, began = {}, time.monotonic()
    for program in built:
        stamp = f"{program} {program.stat().st_mtime_ns}"
        ask = partial(measure, program, tree)
        rows[stamp] = asked.get(stamp) or list(pool.map(ask, names(program)))
        cache.write_text(json.dumps(rows))
        for row in rows[stamp]:
            if row[1] != "passed" or row[2] > LONG:
                print(f"not asked: {name_of(program)} {row[0]}, {row[1]} after {row[2]:.1f} s", flush=True)
    found = [
        Test(built_by(stamp), name, seconds, set(reached))
        for stamp, measured in rows.items()
        for name, outcome, seconds, reached in measured
        if outcome == "passed" and seconds <= LONG
    ]
    print(f"{len(found)} tests, {time.monotonic() - began:.0f} s", flush=True)
    return found


def built_by(stamp):
    return Path(stamp.rsplit(" ", 1)[0])


def name_of(program):
    """What `programs` calls a program."""
    name = program.name.rsplit("-", 1)[0]
    return "lib" if name == "omadm" else name


def names(program):
    listed = subprocess.run([program, "--list", "--format=terse"], capture_output=True, text=True, check=True)
    return [line.removesuffix(": test") for line in listed.stdout.splitlines() if line.endswith(": test")]


def measure(program, tree, test):
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "reached"
        outcome, seconds = run(program, ["--exact", test], LONG, tree, OMADM_REACHED=str(trace))
        reached = sorted({int(line) for line in trace.read_text().split()}) if trace.exists() else []
    # It may have measured what noting down costs; to ask has to cost nothing, or every mutant would seem to be noticed.
    if outcome == "failed":
        outcome, seconds = run(program, ["--exact", test], LONG, tree, OMADM_MUTANT="0")
    return test, outcome, seconds, reached


def batches(chosen):
    """What to run one after the other: the quick tests of a program together, and then the others, each alone. First are
    those that reach little else: they look closer."""
    quick, slow, left = {}, [], BUDGET
    for test in sorted(chosen, key=lambda test: (len(test.reached), test.name)):
        if test.seconds <= QUICK:
            quick.setdefault(test.program, []).append(test)
        elif test.seconds <= left:
            left -= test.seconds
            slow.append([test])
    return sorted(quick.values(), key=lambda batch: sum(test.seconds for test in batch)) + slow


def attempt(number, chosen, tree, kills):
    """What becomes of a mutant, and the program that saw to it. What killed most of its neighbours goes first."""
    for batch in sorted(batches(chosen), key=lambda batch: -kills[batch[0].program, batch[0].name]):
        program = batch[0].program
        # Many times what it takes without a mutant: only an endless loop takes so long.
        seconds = 10 * sum(test.seconds for test in batch) + 1
        names = [test.name for test in batch]
        outcome, _ = run(program, ["--exact", *names], seconds, tree, OMADM_MUTANT=str(number))
        if outcome != "passed":
            kills[program, batch[0].name] += 1
            return "caught" if outcome == "failed" else "timeout", name_of(program)
    return "missed", "-"
