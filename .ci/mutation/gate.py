"""Makes a copy of the crate that holds many mutants at once: a function with mutants asks which of them is alive."""

import re
import subprocess
from dataclasses import dataclass

# What a brace inside of means nothing: comments, strings, characters. And the braces that do.
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r(#*)".*?"\1|b?"(?:\\.|[^"\\])*"|b?'(?:\\.[^']*|[^\\'])'|[{}]""", re.DOTALL
)
CONST_FN = re.compile(r"\bconst (?=fn (\w+))")
# The name of what a constant calls: "cannot call non-const function `uri::check::<N>` in constants".
CALLED = re.compile(r"non-const .*`(?:.*::)?(\w+)(?:::<.*>)?`")

MODULE = """
mod mutant {
    extern crate std;
    use std::io::Write;
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering};

    const TRACE: usize = usize::MAX;
    static ALIVE: LazyLock<usize> = LazyLock::new(|| match std::env::var_os("OMADM_REACHED") {
        Some(_) => TRACE,
        None => std::env::var("OMADM_MUTANT").map_or(0, |text| text.parse().unwrap()),
    });
    static SEEN: [AtomicBool; FUNCTIONS] = [const { AtomicBool::new(false) }; FUNCTIONS];

    /// The mutant that is alive. Notes the function that asks, if anybody wants to know which are reached.
    pub(crate) fn alive(function: usize) -> usize {
        if *ALIVE == TRACE && !SEEN[function].swap(true, Ordering::Relaxed) {
            let path = std::env::var_os("OMADM_REACHED").unwrap();
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
            writeln!(file, "{function}").unwrap();
        }
        *ALIVE
    }
}
"""


@dataclass(eq=False)
class Function:
    """A function, by the offsets of its text, of what is between its braces, and of its mutants."""

    number: int
    name: str
    text: str
    start: int
    opening: int
    end: int
    mutants: list

    @property
    def fixed(self):
        """Whether its mutants cannot stand side by side: each would have another type."""
        return bool(re.search(r"->\s*impl\b", self.text[: self.opening - self.start]))


class Copy:
    """The crate with as many of the mutants as compile. Those that do not, and those that have to be tried alone."""

    def __init__(self, root, tree, mutants, unviable, const):
        self.root, self.tree = root, tree
        self.mutants = mutants
        self.unviable, self.alone = set(unviable), set()
        # Names of functions that constants call: they stay `const`, and cannot ask.
        self.const = set(const)
        self.sources = {path: (root / path).read_text() for path in sorted({m.file for m in mutants})}
        self.functions = {path: functions(text, path, mutants) for path, text in self.sources.items()}
        numbered = [function for path in self.functions for function in self.functions[path]]
        for number, function in enumerate(numbered):
            function.number = number
        self.of = {m: function for function in numbered for m in function.mutants}
        self.alone |= {m for m in mutants if m not in self.of or self.of[m].fixed}

    def gated(self):
        return [m for m in self.mutants if m not in self.alone and m not in self.unviable]

    def write(self):
        """Writes the sources. Says for each file which of its lines belong to which mutant."""
        marks = {}
        for path in tracked(self.root):
            if not path.startswith("src/") or not path.endswith(".rs"):
                put(self.tree / path, (self.root / path).read_bytes())
                continue
            text, marks[path] = self.gate(path)
            if path == "src/lib.rs":
                text += MODULE.replace("FUNCTIONS", str(max(1, len(set(self.of.values())))))
            put(self.tree / path, text.encode())
        return marks

    def gate(self, path):
        text = self.sources.get(path) or (self.root / path).read_text()
        out, marks = [], []
        line = 1

        def emit(piece):
            nonlocal line
            line += piece.count("\n")
            out.append(piece)

        def free(piece):
            return CONST_FN.sub(lambda found: found[0] if found[1] in self.const else "", piece)

        def between(start, end, functions):
            for function in functions:
                if function.start < start or function.end > end:
                    continue
                emit(free(text[start : function.opening]))
                inner = [f for f in functions if function.start < f.start and f.end < function.end]
                gates = [m for m in function.mutants if m not in self.alone and m not in self.unviable]
                if gates:
                    emit(f"\nmatch crate::mutant::alive({function.number}) {{\n")
                for m in gates:
                    first = line
                    changed = text[function.opening : m.start] + m.replacement + text[m.end : function.end - 1]
                    emit(f"{m.number} => {{\n{free(changed)}\n}}\n")
                    marks.append((first, line - 1, m))
                if gates:
                    emit("_ => {\n")
                between(function.opening, function.end - 1, inner)
                if gates:
                    emit("\n}}\n")
                emit("}")
                start = function.end
            emit(free(text[start:end]))

        between(0, len(text), self.functions.get(path, []))
        return "".join(out), marks

    def settle(self, check, build):
        """Leaves out what does not compile, until the rest does. Returns the test programs."""
        while True:
            self.alone |= {m for m, f in self.of.items() if f.name in self.const and CONST_FN.search(f.text)}
            marks = self.write()
            errors = check()
            if not errors:
                errors, built = build()
            if not errors:
                return built
            before = len(self.unviable), len(self.const)
            for error in errors:
                code = (error["code"] or {}).get("code")
                if code == "E0015" and (called := CALLED.search(error["message"])):
                    self.const.add(called[1])
                else:
                    self.unviable.update(m for span in error["spans"] if span["is_primary"] for m in at(marks, span))
            print(f"{len(errors)} errors, {len(self.unviable)} unviable, {len(self.alone)} alone", flush=True)
            if before == (len(self.unviable), len(self.const)):
                raise SystemExit("\n".join(["the copy does not compile:", *(error["rendered"] for error in errors[:5])]))


def at(marks, span):
    """The mutants that the place of an error belongs to, which may be inside of a macro that a mutant calls."""
    while span:
        for first, last, m in marks.get(span["file_name"], []):
            if first <= span["line_start"] <= last:
                yield m
        span = (span.get("expansion") or {}).get("span")


def functions(text, path, mutants):
    """The functions of a file that have mutants, as they stand in it."""
    found = {}
    for m in mutants:
        if m.file == path and m.within:
            found.setdefault(m.within, []).append(m)
    pairs, opened = {}, []
    for token in TOKEN.finditer(text):
        if token[0] == "{":
            opened.append(token.end())
        elif token[0] == "}":
            pairs[token.end()] = opened.pop()
    return [
        Function(0, group[0].function.split("::")[-1], text[start:end], start, pairs[end], end, group)
        for (start, end), group in sorted(found.items())
    ]


def tracked(root):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True)
    return [path for path in listed.stdout.split("\0") if path and (root / path).is_file()]


def put(path, content):
    """Writes a file unless it is so already: what did not change is not compiled again."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
