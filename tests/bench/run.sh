#!/bin/sh
# Speed, as ratios measured in one run: vitrine, Hugo and the floor (cmark-gfm alone, see floor.c)
# build the same text in turn, so that whatever else the machine does weighs on all of them.
#
# usage: run.sh VITRINE TOOLS      TOOLS holds the programs generate, floor and measure
#   ROUNDS=5 SIZES="1000 10000"    how many rounds, of which sizes
#   BENCH_JOBS=2                   passed to vitrine as --jobs
#   TMPDIR=/tmp                    where to work; takes about 6 GB
set -eu

vitrine=$(realpath "$1")
tools=$(realpath "$2")
here=$(realpath "$(dirname "$0")")
rounds=${ROUNDS:-5}
sizes=${SIZES:-1000 10000}

work=$(mktemp -d "${TMPDIR:-/tmp}/vitrine-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The date of the site and of the pages: not the day's.
SOURCE_DATE_EPOCH=1781222400
export SOURCE_DATE_EPOCH

count=0
mkdir "$work/out"

# run NAME SIZE COMMAND...: one timed run, its line added to log-NAME-SIZE. Each run writes to an
# output of its own, flushed outside the time and removed only at the very end: ext4 does not reuse
# an inode freed less than five minutes ago, and looking for others made the next run five times
# slower.
run() {
    log=$work/log-$1-$2
    shift 2
    "$tools/measure" "$log" "$@" >"$work/words" 2>&1 || {
        echo "échec : $*" >&2
        tail -n 20 "$work/words" >&2
        exit 1
    }
    count=$((count + 1))
    rm -rf "$work"/corpus-*/.vitrine
    sync
}

run_floor() { run floor "$1" "$tools/floor" "$work/corpus-$1" "$work/out/$count"; }

run_vitrine() {
    run vitrine "$1" "$vitrine" build --sans historique,imprimer --quiet \
        ${BENCH_JOBS:+--jobs "$BENCH_JOBS"} -o "$work/out/$count" "$work/corpus-$1"
}

run_hugo() { run hugo "$1" hugo --quiet --source "$work/hugo-$1" --destination "$work/out/$count"; }

# median COLUMN NAME SIZE
median() {
    cut -d ' ' -f "$1" "$work/log-$2-$3" | sort -n |
        awk '{ v[NR] = $1 } END { m = int((NR + 1) / 2); print (v[m] + v[NR + 1 - m]) / 2 }'
}

# ratio COLUMN NAME OTHER SIZE: the median of the ratios round by round
ratio() {
    paste -d ' ' "$work/log-$2-$4" "$work/log-$3-$4" | awk -v c="$1" '{ print $c / $(c + 3) }' |
        sort -n | awk '{ v[NR] = $1 }
            END { m = int((NR + 1) / 2); printf "%.2f", (v[m] + v[NR + 1 - m]) / 2 }'
}

programs=floor
if "$vitrine" help build 2>/dev/null | grep -q -- --sans; then
    programs="$programs vitrine"
else
    echo "$vitrine n'a pas encore de commande build : mesuré sans lui."
fi
if command -v hugo >/dev/null; then
    programs="$programs hugo"
    hugo version | cut -d ' ' -f 1-2
else
    echo "Hugo n'est pas installé (apt-get install hugo) : mesuré sans lui."
fi

for size in $sizes; do
    "$tools/generate" "$size" "$work/corpus-$size"
    mkdir "$work/hugo-$size"
    cp -R "$here/hugo/." "$work/hugo-$size"
    "$tools/generate" --hugo "$size" "$work/hugo-$size/content"
    for program in $programs; do # once for nothing: files in memory, programs too
        "run_$program" "$size"
        rm "$work/log-$program-$size"
    done
    round=0
    while [ "$round" -lt "$rounds" ]; do
        round=$((round + 1))
        for program in $programs; do
            "run_$program" "$size"
        done
    done
done

echo
echo "Médianes de $rounds tours, $(nproc) processeurs"
echo "                                                               fois le plancher"
echo "   pages  programme     temps  processeur  mémoire  par page    temps  processeur"
for size in $sizes; do
    for program in $programs; do
        memory=$(median 3 "$program" "$size")
        printf '%8d  %-9s %6.2f s    %6.2f s  %4.0f Mo  %5.1f ko    %5s       %5s\n' \
            "$size" "$program" "$(median 1 "$program" "$size")" "$(median 2 "$program" "$size")" \
            "$(echo "$memory" | awk '{ print $1 / 1024 }')" \
            "$(echo "$memory $size" | awk '{ print $1 / $2 }')" \
            "$(ratio 1 "$program" floor "$size")" "$(ratio 2 "$program" floor "$size")"
    done
done

first=${sizes%% *}
last=${sizes##* }
if [ "$first" != "$last" ]; then
    echo
    for program in $programs; do
        echo "$program, de $first à $last pages ($((last / first)) fois plus) : temps multiplié par" \
            "$(echo "$(median 1 "$program" "$last") $(median 1 "$program" "$first")" |
                awk '{ printf "%.1f", $1 / $2 }')"
    done
fi
case $programs in
*vitrine*hugo*)
    echo "vitrine / hugo à $last pages : $(ratio 1 vitrine hugo "$last")"
    ;;
esac
