# What the scripts of this folder share. To be sourced.
cd "$(dirname "${BASH_SOURCE[0]}")"

# Where the programs are; FUZZ_BINARIES says so when they were built elsewhere.
binaries=${FUZZ_BINARIES:-$PWD/target/x86_64-unknown-linux-gnu/release}

build() { [ -n "${FUZZ_BINARIES:-}" ] || cargo +nightly fuzz build -s none; }

targets() { grep -v '^#' targets.txt | awk '{ print $1 }'; }

# setting TARGET COLUMN
setting() { awk -v name="$1" -v column="$2" '$1 == name { print $column }' targets.txt; }

# The options of a target: the longest input, and its dictionaries as one.
options() {
  local names file=$PWD/work/$1.dict
  names=$(setting "$1" 3)
  echo "-max_len=$(setting "$1" 2)"
  if [ "$names" != - ]; then
    mkdir -p work
    for name in ${names//+/ }; do cat "dictionaries/$name.dict"; done >"$file"
    echo "-dict=$file"
  fi
}
