# SPDX-License-Identifier: EPL-2.0
# Sourced by the scripts beside it: finds the class path, makes a work directory that is removed at the end.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d -t barscope-mail.XXXXXX)
trap 'rm -rf "$work"' EXIT

archive=${1:?usage: $0 ARCHIVE}
[ "$archive" = --no-archive ] || [ -d "$archive/git" ] || { echo "$archive is no public-inbox version 2 archive: it has no git directory" >&2; exit 2; }

libraries=
for name in lucene-core-10.5.0 lucene-queries-10.5.0 apache-mime4j-core-0.8.13 commons-io-2.19.0; do
    jar=$(find "$repository" -name "$name.jar" -print -quit)
    [ -n "$jar" ] || { echo "$name.jar is not in $repository; build the project first" >&2; exit 2; }
    libraries=$libraries:$jar
done
classes=$work/classes
mkdir -p "$classes"
"${java}c" -nowarn -d "$classes" -cp "${libraries#:}" $(find "$root/bundles/org.barscope.mail/src" -name '*.java') "$here"/*.java
# A jar, because an archive of parsed classes, as the product has one, is only made of jars.
"${java%java}jar" --create --file "$work/classes.jar" -C "$classes" .
# As ./barscope starts the command line: its jobs are too short for the second compiler to pay.
run=("$java" --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$work/classes.jar$libraries")
# barscope [JAVA_OPTION...] CLASS ARGUMENT...
barscope() {
    local options=()
    while [[ $1 = -X* ]]; do
        options+=("$1")
        shift
    done
    "${run[@]:0:1}" "${options[@]}" "${run[@]:1}" "$@"
}
# Sets wall and cpu to the seconds a command takes, its output thrown away. On a busy machine compare the second.
measure() {
    local TIMEFORMAT='%R %U %S' times
    times=$( { time "$@" > "$work/out" 2>&1; } 2>&1 ) || { cat "$work/out" >&2; exit 1; }
    wall=$(echo "$times" | awk '{print $1}')
    cpu=$(echo "$times" | awk '{print $2 + $3}')
}
# Has the files of a directory read from the disk again. Needs no special rights: they are asked for page by page.
drop() {
    local file
    for file in "$1"/*; do
        dd if="$file" iflag=nocache count=0 status=none
    done
}
size() { du -sb "$@" | awk '{s += $1} END {print s}'; }
