# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# What ./barscope and ./test need of a machine: a JDK, a Maven, packages; and the build of the product, done only when
# a source changed. To be sourced with BARSCOPE_ROOT set to the checkout. Everything said goes to standard error, so
# that the command line's output stays clean.

MAVEN_VERSION=3.9.16
MAVEN_LEAST=3.9.9
JAVA_LEAST=25

CACHE_DIR=${XDG_CACHE_HOME:-$HOME/.cache}/barscope
BUILD_DIR=$BARSCOPE_ROOT/target
STAMP_FILE=$BUILD_DIR/barscope.stamp
BUILD_LOG=$BUILD_DIR/build.log
PRODUCT_MODULE=releng/org.barscope.product
# The modules that starting Barscope does not need.
NOT_IN_PRODUCT='!releng/org.barscope.repository,!releng/benchmarks/org.barscope.bare'
NOT_IN_PRODUCT+=',!releng/benchmarks/org.barscope.bare.products,!releng/generator,!releng/architecture'
NOT_IN_PRODUCT+=',!releng/tests/org.barscope.ui.tests'

# Exit codes, as on the command line.
# shellcheck disable=SC2034
EXIT_USAGE=2
EXIT_FAILED=4

say() {
    printf 'barscope: %s\n' "$*" >&2
}

die() {
    local code=$1
    shift
    say "$@"
    exit "$code"
}

# product_dir: where the build lays out the application for this machine.
product_dir() {
    local arch
    arch=$(uname -m)
    case $arch in
        x86_64 | aarch64) ;;
        *) die $EXIT_FAILED "there is no window toolkit for $arch; x86_64 and aarch64 are supported" ;;
    esac
    printf '%s\n' "$BARSCOPE_ROOT/$PRODUCT_MODULE/target/products/org.barscope.product/linux/gtk/$arch"
}

# java_major DIR: the feature release of the JDK in DIR, or 0. Reads the release file: starting a JVM costs more.
java_major() {
    local line version=0
    if [ -r "$1/release" ] && [ -x "$1/bin/java" ]; then
        while IFS= read -r line; do
            case $line in
                JAVA_VERSION=*)
                    version=${line#JAVA_VERSION=}
                    version=${version//\"/}
                    version=${version%%[!0-9]*}
                    ;;
            esac
        done <"$1/release"
    fi
    printf '%s\n' "${version:-0}"
}

# find_jdk: exports JAVA_HOME as a JDK that is new enough, looking first where the user points.
find_jdk() {
    local dir java candidates=()
    [ -z "${JAVA_HOME:-}" ] || candidates+=("$JAVA_HOME")
    if java=$(command -v java); then
        java=$(readlink -f "$java")
        candidates+=("${java%/bin/java}")
    fi
    for dir in /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/*java* /opt/java/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* /snap/openjdk/current/jdk; do
        [ -d "$dir" ] && candidates+=("$dir")
    done
    for dir in "${candidates[@]}"; do
        if [ "$(java_major "$dir")" -ge $JAVA_LEAST ] && [ -x "$dir/bin/javac" ]; then
            JAVA_HOME=$dir
            export JAVA_HOME
            return
        fi
    done
    die $EXIT_FAILED "no JDK $JAVA_LEAST or newer was found (looked at JAVA_HOME, PATH, /usr/lib/jvm, /usr/java, /opt," \
        "SDKMAN, ~/.jdks). Install one and set JAVA_HOME to it."
}

# at_least HAVE WANT: whether version HAVE is WANT or newer.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# maven_version COMMAND: what "COMMAND -version" says, or nothing.
maven_version() {
    "$1" -version 2>/dev/null | sed -n 's/^[^A]*Apache Maven \([0-9][0-9.]*\).*/\1/p'
}

# find_maven: sets MVN to a Maven that is new enough, fetching one with the system's if that is too old.
find_maven() {
    local home=$CACHE_DIR/apache-maven-$MAVEN_VERSION candidate version
    for candidate in "${MAVEN_HOME:+$MAVEN_HOME/bin/mvn}" "$(command -v mvn || true)" "$home/bin/mvn"; do
        if [ -n "$candidate" ] && [ -x "$candidate" ]; then
            version=$(maven_version "$candidate")
            if [ -n "$version" ] && at_least "$version" $MAVEN_LEAST; then
                MVN=$candidate
                return
            fi
        fi
    done
    command -v mvn >/dev/null || need_packages mvn:maven
    fetch_maven "$home"
    MVN=$home/bin/mvn
}

# fetch_maven HOME: Maven is an artifact like any other, so an old one can fetch a new one.
fetch_maven() {
    local part log
    say "fetching Maven $MAVEN_VERSION (the system's is older than $MAVEN_LEAST)"
    mkdir -p "$CACHE_DIR"
    part=$(mktemp -d "$CACHE_DIR/maven.XXXXXX")
    log=$part/log
    # The system's Maven runs on the Java it was packaged with; it may not know a newer one.
    if ! (cd "$part" && { env -u JAVA_HOME mvn -B dependency:copy -DoutputDirectory="$part" \
        -Dartifact=org.apache.maven:apache-maven:$MAVEN_VERSION:tar.gz:bin >"$log" 2>&1 ||
        mvn -B dependency:copy -DoutputDirectory="$part" \
            -Dartifact=org.apache.maven:apache-maven:$MAVEN_VERSION:tar.gz:bin >"$log" 2>&1; }); then
        local reason
        reason=$(grep -m 1 '^\[ERROR\]' "$log" || tail -n 1 "$log")
        rm -rf "$part"
        die $EXIT_FAILED "cannot fetch Maven $MAVEN_VERSION: ${reason#\[ERROR\] }. Install Maven $MAVEN_LEAST or newer."
    fi
    tar -xzf "$part/apache-maven-$MAVEN_VERSION-bin.tar.gz" -C "$part"
    rm -rf "$1"
    mv "$part/apache-maven-$MAVEN_VERSION" "$1"
    rm -rf "$part"
}

# present THING: whether a command, or a library named *.so.*, is on this machine.
present() {
    local dir
    case $1 in
        *.so.*)
            for dir in /usr/lib/*-linux-gnu /usr/lib64 /usr/lib /lib/*-linux-gnu; do
                [ -e "$dir/$1" ] && return 0
            done
            return 1
            ;;
        /*) [ -e "$1" ] ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# missing_packages THING:PACKAGE...: prints the packages of the things that are not there.
missing_packages() {
    local need
    for need in "$@"; do
        present "${need%%:*}" || printf '%s\n' "${need#*:}"
    done | sort -u
}

# install_packages PACKAGE...: installs as root with apt; says what to paste otherwise and fails.
install_packages() {
    local log
    if ! command -v apt-get >/dev/null; then
        say "missing: $*. These are Debian's names; install what your distribution calls them and start again."
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say "missing packages. Paste this and start again:"
        printf 'sudo apt-get update && sudo apt-get install -y --no-install-recommends %s\n' "$*" >&2
        return 1
    fi
    say "installing $*"
    log=$(mktemp)
    if [ -z "${APT_UPDATED:-}" ]; then
        apt-get update -q >"$log" 2>&1 || true
        APT_UPDATED=yes
    fi
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >>"$log" 2>&1; then
        say "cannot install $*: $(grep -m 1 '^E:' "$log" || tail -n 1 "$log")"
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# need_packages THING:PACKAGE...: goes on only when all are there.
need_packages() {
    local missing=()
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}" || exit $EXIT_FAILED
}

# wish_packages WHAT THING:PACKAGE...: as need_packages, but only says that WHAT will be missing.
wish_packages() {
    local what=$1 missing=()
    shift
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        install_packages "${missing[@]}" || say "going on without $what"
    else
        say "going on without $what: that wants the packages ${missing[*]}"
    fi
}

# list_sources ACTION...: what find's ACTION prints for each file that the product is made of; tests are no part of it.
list_sources() {
    local roots=() root
    for root in pom.xml .mvn targetplatform bundles help features $PRODUCT_MODULE; do
        [ -e "$BARSCOPE_ROOT/$root" ] && roots+=("$root")
    done
    (cd "$BARSCOPE_ROOT" && find "${roots[@]}" \( -name target -o -name bin -o -name src_test -o -name '.settings' \) -prune \
        -o -type f ! -name '*~' ! -name '.*.sw?' "$@" | LC_ALL=C sort)
}

# quick_stamp: of names, sizes and times; a few hundredths of a second.
quick_stamp() {
    list_sources -printf '%p %s %T@\n' | sha256sum | cut -d ' ' -f 1
}

# content_stamp: of what is in the files, so that a fresh checkout of the same sources needs no build.
content_stamp() {
    list_sources -print |
        (cd "$BARSCOPE_ROOT" && xargs -d '\n' sha256sum) | sha256sum | cut -d ' ' -f 1
}

# recorded N: line N of the stamp file: 1 quick, 2 content.
recorded() {
    if [ -r "$STAMP_FILE" ]; then
        sed -n "${1}p" "$STAMP_FILE"
    fi
}

record_build() {
    mkdir -p "$BUILD_DIR"
    { quick_stamp; content_stamp; } >"$STAMP_FILE.new"
    mv "$STAMP_FILE.new" "$STAMP_FILE"
}

# is_built: whether the product is there and made of the present sources.
is_built() {
    [ -d "$PRODUCT/plugins" ] || return 1
    [ "$(quick_stamp)" != "$(recorded 1)" ] || return 0
    [ "$(content_stamp)" = "$(recorded 2)" ] || return 1
    record_build
}

# ensure_built: sets PRODUCT; builds when it has to. Needs JAVA_HOME.
ensure_built() {
    # Set where nothing must be built: in a guest of the lab, which has the host's product.
    if [ -n "${BARSCOPE_PRODUCT:-}" ]; then
        PRODUCT=$BARSCOPE_PRODUCT
        [ -d "$PRODUCT/plugins" ] || die $EXIT_FAILED "there is no product in BARSCOPE_PRODUCT ($PRODUCT)"
        return
    fi
    PRODUCT=$(product_dir)
    is_built && return
    mkdir -p "$BUILD_DIR" 2>/dev/null || die $EXIT_FAILED "cannot build: $BARSCOPE_ROOT cannot be written"
    exec 8>"$BUILD_DIR/lock"
    if ! flock -n 8; then
        say "waiting for another build of this checkout"
        flock 8
        is_built && { exec 8>&-; return; }
    fi
    find_maven
    say "building; the first time takes a few minutes (log: $BUILD_LOG)"
    # Plug-ins of an earlier build carry another qualifier and would be left beside the new ones.
    rm -rf "${BARSCOPE_ROOT:?}/$PRODUCT_MODULE/target/products"
    if ! maven "$BUILD_LOG" -Dbarscope.tests=none -Dmaven.test.skip=true -pl "$NOT_IN_PRODUCT" package; then
        grep '^\[ERROR\]' "$BUILD_LOG" | head -n 15 >&2
        die $EXIT_FAILED "the build failed; the whole log is in $BUILD_LOG"
    fi
    finish_product
    record_build
    exec 8>&-
}

# maven LOG ARGUMENT...: runs the reactor.
maven() {
    local log=$1
    shift
    (cd "$BARSCOPE_ROOT" && "$MVN" "$@") >"$log" 2>&1 </dev/null
}

# finish_product: what makes the built product start well, next to it: the command line's class path, and for it and the
# window an archive of classes already parsed and verified. Not having an archive only costs time.
finish_product() {
    CLI=$BARSCOPE_ROOT/$PRODUCT_MODULE/target/cli
    rm -rf "$CLI"
    mkdir -p "$CLI"
    "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 "$BARSCOPE_ROOT/releng/lib/FlatClassPath.java" \
        "$PRODUCT/plugins" org.barscope.cli \
        org.barscope.backend.linux org.barscope.backend.sim slf4j.nop >"$CLI/classpath" ||
        die $EXIT_FAILED "cannot put together the command line's class path"
    "$JAVA_HOME/bin/java" "${CLI_OPTIONS[@]}" -XX:AOTCacheOutput="$CLI/classes.aot" \
        -cp "$(<"$CLI/classpath")" org.barscope.cli.Main list --json >"$CLI/aot.log" 2>&1 || true
    (archive_window_classes) || true
}

# window_archive: the file with the classes of the window.
window_archive() {
    printf '%s\n' "$BARSCOPE_ROOT/$PRODUCT_MODULE/target/window/classes.jsa"
}

# archive_window_classes: opens the window once where nobody sees it and archives the classes that took. Most of a
# start is reading and verifying some ten thousand classes. Runs in a subshell, for its traps and its display.
archive_window_classes() {
    local dir launcher archive line
    archive=$(window_archive)
    dir=${archive%/*}
    rm -rf "$dir"
    present Xvfb && present openbox && present libgtk-3.so.0 || return 0
    # shellcheck source=releng/lib/display.sh
    . "$BARSCOPE_ROOT/releng/lib/display.sh"
    mkdir -p "$dir"
    launcher=("$PRODUCT"/plugins/org.eclipse.equinox.launcher_*.jar)
    trap stop_display EXIT
    start_display 1280x800 "$dir"
    export NO_AT_BRIDGE=1
    coproc WINDOW {
        exec timeout 180 "$JAVA_HOME/bin/java" "${WINDOW_OPTIONS[@]}" -XX:DumpLoadedClassList="$dir/classes.lst" \
            -jar "${launcher[0]}" -nosplash -configuration "$dir/configuration" -data "$dir/workspace" \
            -barscope.announce 2>"$dir/errors"
    }
    local window=$WINDOW_PID
    while read -r -u "${WINDOW[0]}" line && [ "$line" != ready ]; do :; done
    kill "$window" 2>/dev/null || true
    wait "$window" 2>/dev/null || true
    "$JAVA_HOME/bin/java" "${WINDOW_OPTIONS[@]}" -Xshare:dump -XX:SharedClassListFile="$dir/classes.lst" \
        -XX:SharedArchiveFile="$archive" -jar "${launcher[0]}" >"$dir/dump.log" 2>&1 || rm -f "$archive"
    rm -rf "$dir/configuration" "$dir/workspace"
}

# Short runs: the second compiler and a concurrent collector would cost more than they bring. The JVM writes its
# warnings (that it cannot use the cache, say) to standard output, where they would spoil what is printed for programs.
# shellcheck disable=SC2034
CLI_OPTIONS=(--enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable)

# A small heap that gives back what it does not use: the window shows a few screens of bytes, whatever the BAR's size.
# Only the first compiler: it starts faster and its code is smaller.
# shellcheck disable=SC2034
WINDOW_OPTIONS=(--enable-native-access=ALL-UNNAMED -Xms24m -Xmx512m -XX:+UseSerialGC -XX:MinHeapFreeRatio=10
    -XX:MaxHeapFreeRatio=25 -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=48m -Xss768k -Xlog:disable)
