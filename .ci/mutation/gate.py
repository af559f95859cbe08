"""Makes a copy of the crate that holds many mutants at once: a function with mutants asks which of them is alive."""

import re
import subprocess
from dataclasses import dataclass

# What a brace inside of means nothing: comments, strings, characters. And the braces that do.
TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|b?r(#*)".*?"\1|b?"(?:\\.|[^"\\])*"|b?'(?:\\.[^']*|[^\\'])'|[{}]""", re.DOTALL
)
# What the copy asks. A `const fn` may ask as well: while the crate is compiled, no mutant is alive.
FEATURES = "#![feature(core_intrinsics, const_eval_select)]\n"
MODULE = """
mod mutant {
    extern crate std;
    use std::ffi::{CStr, OsStr, c_char};
    use std::io::Write;
    use std::os::unix::ffi::OsStrExt;
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicBool, Ordering};

    const TRACE: usize = usize::MAX;
    static ALIVE: LazyLock<usize> = LazyLock::new(|| match environment(c"OMADM_REACHED") {
        Some(_) => TRACE,
        None => environment(c"OMADM_MUTANT").map_or(0, |text| text.to_str().unwrap().parse().unwrap()),
    });
    static SEEN: [AtomicBool; FUNCTIONS] = [const { AtomicBool::new(false) }; FUNCTIONS];

    /// The mutant that is alive. Notes the function that asks, if anybody wants to know which are reached.
    pub(crate) const fn alive(function: usize) -> usize {
        const fn none(_: usize) -> usize {
            0
        }
        core::intrinsics::const_eval_select((function,), none, ask)
    }

    unsafe extern "C" {
        fn getenv(name: *const c_char) -> *const c_char;
    }

    /// As `std::env::var`, but nothing is allocated, here and where it is called: a test that counts would take that for what
    /// the mutant does.
    fn environment(name: &CStr) -> Option<&'static CStr> {
        // SAFETY: nobody changes the environment, and what is in it ends with a zero.
        let text = unsafe { getenv(name.as_ptr()) };
        if text.is_null() { None } else { Some(unsafe { CStr::from_ptr(text) }) }
    }

    fn ask(function: usize) -> usize {
        if *ALIVE == TRACE && !SEEN[function].swap(true, Ordering::Relaxed) {
            let path = OsStr::from_bytes(environment(c"OMADM_REACHED").unwrap().to_bytes());
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
            writeln!(file, "{function}").unwrap();
        }
        *ALIVE
    }

    /// What a function returns that promises no more than an iterator: each mutant has a type of its own.
    #[derive(Clone)]
    pub(crate) enum Either<L, R> {
        Left(L),
        Right(R),
    }

    impl<L: Iterator, R: Iterator<Item = L::Item>> Iterator for Either<L, R> {
        type Item = L::Item;

        fn next(&mut self) -> Option<L::Item> {
            match self {
                Either::Left(left) => left.next(),
                Either::Right(right) => right.next(),
            }
        }

        fn size_hint(&self) -> (usize, Option<usize>) {
            match self {
                Either::Left(left) => left.size_hint(),
                Either::Right(right) => right.size_hint(),
            }
        }
    }

    impl<L: DoubleEndedIterator, R: DoubleEndedIterator<Item = L::Item>> DoubleEndedIterator for Either<L, R> {
        fn next_back(&mut self) -> Option<L::Item> {
            match self {
                Either::Left(left) => left.next_back(),
                Either::Right(right) => right.next_back(),
            }
        }
    }

    impl<L: ExactSizeIterator, R: ExactSizeIterator<Item = L::Item>> ExactSizeIterator for Either<L, R> {}
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
    def head(self):
        return self.text[: self.opening - self.start]

    @property
    def constant(self):
        """Whether it may be called while the crate is compiled, when no mutant is alive."""
        return bool(re.search(r"\bconst fn\b", self.head))

    @property
    def opaque(self):
        return bool(re.search(r"->\s*impl\b", self.head))

    @property
    def fixed(self):
        """Whether its mutants cannot stand side by side, because each has another type."""
        body = self.text[self.opening - self.start :]
        return self.opaque and ("Iterator" not in self.head or bool(re.search(r"\breturn\b", body)))


class Copy:
    """The crate with as many of the mutants as compile. Those that do not, and those that have to be tried alone."""

    def __init__(self, root, tree, mutants, unviable):
        self.root, self.tree = root, tree
        self.unviable = set(unviable)
        sources = {path: (root / path).read_text() for path in sorted({m.file for m in mutants})}
        self.functions = {path: functions(text, path, mutants) for path, text in sources.items()}
        numbered = [function for path in self.functions for function in self.functions[path]]
        for number, function in enumerate(numbered):
            function.number = number
        self.of = {m: function for function in numbered for m in function.mutants}
        self.alone = {m for m in mutants if m not in self.of or self.of[m].fixed}

    def write(self):
        """Writes the sources. Says for each file which of its lines belong to which mutants."""
        marks = {}
        sweep(self.root, self.tree)
        for path in tracked(self.root):
            content = (self.root / path).read_bytes()
            if path in self.functions:
                text, marks[path] = self.gate(content.decode(), self.functions[path])
                # All the mutants of one in each of those of the other would be too many.
                content = text.replace("#[inline(always)]", "").encode()
            if path == "src/lib.rs":
                count = max(1, len(set(self.of.values())))
                text = content.decode().replace("#![no_std]\n", "#![no_std]\n" + FEATURES)
                content = (text + MODULE.replace("FUNCTIONS", str(count))).encode()
            put(self.tree / path, content)
        return marks

    def gate(self, text, functions):
        out, marks = [], []
        line = 1

        def emit(piece):
            nonlocal line
            line += piece.count("\n")
            out.append(piece)

        def between(start, end):
            for function in functions:
                if start <= function.start and function.end <= end:
                    emit(text[start : function.opening])
                    body(function, [m for m in function.mutants if m not in self.alone | self.unviable])
                    start = function.end
            emit(text[start:end])

        def body(function, gates):
            begins = line
            if gates:
                emit(f"\nmatch crate::mutant::alive({function.number}) {{\n")
            for nth, m in enumerate(gates):
                first = line
                changed = text[function.opening : m.start] + m.replacement + text[m.end : function.end - 1]
                emit(f"{m.number} => {wrapped(function, nth, True)} {{\n{changed}\n}}{wrapped(function, nth, False)},\n")
                marks.append((first, line - 1, [m]))
            if gates:
                emit(f"_ => {wrapped(function, len(gates), True, last=True)} {{\n")
            between(function.opening, function.end - 1)
            if gates:
                emit(f"\n}}{wrapped(function, len(gates), False, last=True)}\n}}\n")
            emit("}")
            marks.append((begins, line, gates))

        between(0, len(text))
        return "".join(out), marks

    def settle(self, check, build):
        """Leaves out what does not compile, until the rest does. Returns the test programs."""
        while True:
            marks = self.write()
            errors = check()
            if not errors:
                errors, built = build()
            if not errors:
                return built
            before = self.unviable | self.alone
            for error in errors:
                for span in error["spans"]:
                    found = at(marks, span) if span["is_primary"] else []
                    # What is wrong with one is told in its own lines. Else it is that they do not go together.
                    (self.unviable if len(found) == 1 else self.alone).update(found)
            print(f"{len(errors)} errors, {len(self.unviable)} unviable, {len(self.alone)} alone", flush=True)
            if before == self.unviable | self.alone:
                raise SystemExit("\n".join(["the copy does not compile:", *(error["rendered"] for error in errors[:5])]))


def wrapped(function, nth, opens, last=False):
    """What makes one type of what several mutants of a function return, if each has its own."""
    if not function.opaque:
        return ""
    depth = nth if last else nth + 1
    if not opens:
        return ")" * depth
    return "crate::mutant::Either::Right(" * nth + ("" if last else "crate::mutant::Either::Left(")


def at(marks, span):
    """The mutants that the place of an error belongs to, which may be inside of a macro that a mutant calls."""
    while span:
        for first, last, mutants in marks.get(span["file_name"], []):
            if first <= span["line_start"] <= last:
                return mutants
        span = (span.get("expansion") or {}).get("span")
    return []


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


def sweep(root, tree):
    """Takes away the files of an earlier copy that are no more."""
    known = {tree / path for path in tracked(root)}
    for folder in "src", "tests":
        for path in (tree / folder).rglob("*.rs"):
            if path not in known:
                path.unlink()


def put(path, content):
    """Writes a file unless it is so already: what did not change is not compiled again."""
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
