#!/bin/sh
# Finding all versions of all files, against `git log -M --name-status` over the same commits, in
# turn: as ratios, round by round. Cold: two processes, no cache, which must take at most the time
# of git on the first repository and half of it on the wide one. Warm: all is in the cache. New: all
# but the last commit is. Then, on the first repository, reading and comparing what the versions say
# (vitrine log, with nothing kept, then with all), and the site with its history and without.
#
# usage: history.sh PRINT TOOLS VITRINE   PRINT is tests/history/print.c compiled; TOOLS holds
#                                         generate, past and measure
#   ROUNDS=5 COMMITS=25000 JOBS=2     how many rounds, commits, processes
#   TMPDIR=/tmp                       where to work; takes about 500 MB
set -eu

print=$(realpath "$1")
tools=$(realpath "$2")
vitrine=$(realpath "$3")
rounds=${ROUNDS:-5}
commits=${COMMITS:-25000}
jobs=${JOBS:-2}

work=$(mktemp -d "${TMPDIR:-/tmp}/vitrine-past.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# make_past NAME PAGES [--wide]: as a server gives it to who clones: packed anew.
make_past() {
    "$tools/generate" "$2" "$work/pages"
    git init -q --bare "$work/$1"
    git -C "$work/$1" symbolic-ref HEAD refs/heads/main
    # shellcheck disable=SC2086 # no third argument is none
    "$tools/past" ${3:-} "$work/pages" "$commits" | git -C "$work/$1" fast-import --quiet
    git -C "$work/$1" repack -adfq
    rm -rf "$work/pages"
}

# run NAME WHAT COMMAND...
run() {
    log=$work/log-$1-$2
    shift 2
    "$tools/measure" "$log" "$@" >"$work/words" 2>&1 || {
        echo "échec : $*" >&2
        tail -n 20 "$work/words" >&2
        exit 1
    }
}

round() {
    run "$1" git git -C "$work/$1" log -M --name-status --format=%H
    run "$1" froid "$print" --jobs "$jobs" --count "$work/$1"
    run "$1" chaud "$print" --jobs "$jobs" --cache "$work/cache-$1" --count "$work/$1"
    rm -rf "$work/cache-new"
    cp -R "$work/cache-before-$1" "$work/cache-new"
    run "$1" nouveau "$print" --jobs "$jobs" --cache "$work/cache-new" --count "$work/$1"
}

# The median of the numbers on the input.
middle() {
    sort -n | awk '{ v[NR] = $1 } END { m = int((NR + 1) / 2); print (v[m] + v[NR + 1 - m]) / 2 }'
}

median() { cut -d ' ' -f "$1" "$work/log-$2-$3" | middle; }

# ratio COLUMN NAME WHAT: to git's, round by round
ratio() {
    paste -d ' ' "$work/log-$2-$3" "$work/log-$2-git" | awk -v c="$1" '{ print $c / $(c + 3) }' |
        middle
}

make_past premier 10000
make_past large 3500 --wide
for name in premier large; do
    "$print" --cache "$work/cache-before-$name" --count "$work/$name" main~1 >/dev/null
    "$print" --cache "$work/cache-$name" --count "$work/$name" >/dev/null
    round "$name" # once for nothing: files in memory
    rm "$work"/log-"$name"-*
    done_rounds=0
    while [ "$done_rounds" -lt "$rounds" ]; do
        done_rounds=$((done_rounds + 1))
        round "$name"
    done
done

echo
echo "Toutes les versions de tous les fichiers, $commits commits : médianes de $rounds tours"
echo "                                                fois git log"
echo "   dépôt    passage   temps  processeur  mémoire   temps  processeur"
for name in premier large; do
    for what in git froid chaud nouveau; do
        printf '%8s  %8s  %5.2f s    %5.2f s  %4.0f Mo   %5.2f       %5.2f\n' "$name" "$what" \
            "$(median 1 "$name" "$what")" "$(median 2 "$name" "$what")" \
            "$(median 3 "$name" "$what" | awk '{ print $1 / 1024 }')" \
            "$(ratio 1 "$name" "$what")" "$(ratio 2 "$name" "$what")"
    done
done

# tell WHAT COMMAND...: of the first repository, from its last commit.
tell() {
    what=$1
    command=$2
    shift 2
    run premier "$what" "$vitrine" "$command" "$work/premier" --ref main --cache "$work/kept" "$@"
}

done_rounds=0
while [ "$done_rounds" -lt "$rounds" ]; do
    done_rounds=$((done_rounds + 1))
    rm -rf "$work/kept" "$work/site" "$work/bare"
    tell comparer log --format json
    tell garder log --format json
    tell avec build --quiet -o "$work/site"
    tell sans build --quiet -o "$work/bare" --sans historique
done

echo
echo "Les versions lues, comparées, racontées"
for what in comparer garder avec sans; do
    printf '%s|%5.2f s    %5.2f s  %4.0f Mo\n' "$what" "$(median 1 premier "$what")" \
        "$(median 2 premier "$what")" "$(median 3 premier "$what" | awk '{ print $1 / 1024 }')"
done | sed -e 's/comparer|/lues et comparées                    /' \
    -e 's/garder|/les mêmes, tout étant gardé          /' \
    -e 's/avec|/le site, son historique étant gardé  /' \
    -e 's/sans|/le site, sans historique             /'
