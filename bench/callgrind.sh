#!/bin/sh
# Instructions per spoken line and per load, by function: bench/callgrind.sh [--write] [FOLDER OF THE BUILD]. Needs valgrind. Instructions do
# not depend on what else the machine does. Prints two tables; --write puts them into docs/performance.md.
set -eu
cd "$(dirname "$0")/.."
write=
[ "${1:-}" != --write ] || { write=yes; shift; }
build=${1:-build/release}
command -v valgrind >/dev/null || { echo "callgrind.sh: valgrind is missing (apt-get install valgrind)" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# Without debug information a function counts with all that was inlined into it.
strip -g -o "$folder/walks" "$build/bench/guion_walks"

# names INCLUSIVE FILE: "instructions <tab> function" of a profile.
names() {
  callgrind_annotate --inclusive="$1" --threshold=100 "$2" | sed -nE 's/^ *([0-9,]+) (\([^)]*\)) +(.*)$/\1\t\3/p' |
    sed -E 's/ \[[^]]*\]$//; s/\(anonymous namespace\):://g; s/guion:://g; s/\t[^\t]*\?\?\?:/\t/; s/\(.*//; s/\t.* /\t/; s/\t[^ \t]*\.S:/\t/' |
    awk -F '\t' '{ gsub(",", "", $1); print $1 "\t" $2 }'
}

# count NAME UNIT: what the function NAME of bench/walks.cpp does, per unit.
count() {
  valgrind --tool=callgrind --callgrind-out-file="$folder/$1" --collect-atstart=no --toggle-collect="guion::bench::$1*" \
    "$folder/walks" >"$folder/said" 2>/dev/null
  units=100
  [ "$1" = counted_loads ] || units=$(cat "$folder/said")
  names no "$folder/$1" >"$folder/self"
  names yes "$folder/$1" >"$folder/all"
  printf '| instructions a %s | itself | with what it calls |\n|---|---|---|\n' "$2"
  awk -F '\t' -v units="$units" '
    NR == FNR { self[$2] += $1; next }
    { all[$2] += $1 }
    END { for (f in self) if (self[f] >= units && f !~ /^0x|libc|below main|^main$|bench::run/) printf "%.0f\t%.0f\t%s\n", self[f] / units, all[f] / units, f }' \
    "$folder/self" "$folder/all" | sort -rn |
    awk -F '\t' '$3 ~ /TOTALS/ { print "| all | " $1 " | |"; next } shown++ < 20 { print "| `" $3 "` | " $1 " | " $2 " |" }'
}

{ count counted_walks "spoken line"; echo; count counted_loads "load of the call, verified"; } >"$folder/tables"
cat "$folder/tables"
[ -z "$write" ] && exit
awk -v tables="$folder/tables" '
  /<!-- \/instructions -->/ { inside = 0 }
  !inside { print }
  /<!-- instructions -->/ { inside = 1; while ((getline line < tables) > 0) print line }' docs/performance.md >"$folder/page"
cat "$folder/page" >docs/performance.md
