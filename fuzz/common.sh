# What the scripts of this folder share. To be sourced.
cd "$(dirname "${BASH_SOURCE[0]}")"

# Where cargo-fuzz has the programs; FUZZ_BINARIES says so when they were built elsewhere.
host=$(rustc -vV | sed -n 's/^host: //p')
binaries=${FUZZ_BINARIES:-$PWD/target/$host/release}

# What `cargo fuzz build -s none` does, without a need for cargo-fuzz, and without a look at what is compared: the
# dictionaries and corpora know the words, and an input runs twice as fast.
build() {
  [ -z "${FUZZ_BINARIES:-}" ] || return 0
  local coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4"
  coverage+=" -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table"
  coverage+=" -Cllvm-args=-simplifycfg-branch-fold-threshold=0"
  RUSTFLAGS="$coverage --cfg fuzzing -Ccodegen-units=1" \
    cargo +nightly build --locked --release --bins --target "$host"
}

targets() { grep -v '^#' targets.txt | awk '{ print $1 }'; }

# setting TARGET COLUMN
setting() { awk -v name="$1" -v column="$2" '$1 == name { print $column }' targets.txt; }

# The options of a target: the longest input, whether it counts how often an edge is taken, and its dictionaries as one.
options() {
  local names file=$PWD/work/$1.dict
  names=$(setting "$1" 4)
  echo "-max_len=$(setting "$1" 2) -use_counters=$(setting "$1" 3)"
  if [ "$names" != - ]; then
    mkdir -p work
    for name in ${names//+/ }; do cat "dictionaries/$name.dict"; done >"$file"
    echo "-dict=$file"
  fi
}
