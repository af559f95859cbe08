"""The mutants that cargo-mutants knows, under names that stay when lines are added above them."""

import hashlib
import json
import re
import subprocess
from collections import Counter
from dataclasses import dataclass


@dataclass(eq=False)
class Mutant:
    number: int
    file: str
    function: str
    text: str
    start: int
    end: int
    replacement: str
    within: tuple
    # Of the text of its function: another text is another mutant.
    digest: str

    @property
    def key(self):
        return self.file, self.function, self.text

    @property
    def module(self):
        return self.file.split("/")[1].removesuffix(".rs")


def mutants(root):
    """All of them, sorted by file, function and what is changed."""
    command = ["cargo", "mutants", "--list", "--json", "--colors=never"]
    listed = json.loads(subprocess.run(command, cwd=root, check=True, capture_output=True).stdout)
    sources = {path: (root / path).read_text() for path in {entry["file"] for entry in listed}}
    count, made = Counter(), []
    listed.sort(key=lambda e: (e["file"], e["span"]["start"]["line"], e["span"]["start"]["column"], e["replacement"]))
    for entry in listed:
        source = sources[entry["file"]]
        start, end = offsets(source, entry["span"])
        within = offsets(source, entry["function"]["span"]) if entry["function"] else None
        # What stands in no function is a constant: it is called by what stands before its value.
        line = source[source.rfind("\n", 0, start) + 1 : source.find("\n", start)]
        function = entry["function"]["function_name"] if entry["function"] else line.split("=")[0].strip()
        text = re.sub(r"^[^ ]+:\d+:\d+: ", "", entry["name"])
        count[entry["file"], function, text] += 1
        if (nth := count[entry["file"], function, text]) > 1:
            text += f" #{nth}"
        about = source[within[0] : within[1]] if within else line
        digest = hashlib.sha256(about.encode()).hexdigest()[:12]
        made.append(Mutant(0, entry["file"], function, text, start, end, entry["replacement"], within, digest))
    made.sort(key=lambda m: m.key)
    for number, m in enumerate(made, 1):
        m.number = number
    return made


def offsets(source, span):
    def offset(place):
        at = 0
        for _ in range(place["line"] - 1):
            at = source.index("\n", at) + 1
        return at + place["column"] - 1

    return offset(span["start"]), offset(span["end"])
