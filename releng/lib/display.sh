# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# A virtual display with a window manager, for pictures and tests. To be sourced after setup.sh.

XVFB_PID=''
WM_PID=''

# start_display WIDTHxHEIGHT LOG_DIR: exports DISPLAY; returns when windows can be opened.
start_display() {
    local number fifo=$2/display.fifo
    rm -f "$fifo"
    mkfifo "$fifo"
    Xvfb -displayfd 9 -screen 0 "${1}x24" -nolisten tcp 9>"$fifo" >"$2/xvfb.log" 2>&1 &
    XVFB_PID=$!
    # Xvfb writes its number once it takes connections; if it dies instead, reading ends.
    read -r number <"$fifo" || die "$EXIT_FAILED" "cannot start a virtual display: $(tail -n 1 "$2/xvfb.log")"
    rm -f "$fifo"
    export DISPLAY=:$number GDK_BACKEND=x11
    unset WAYLAND_DISPLAY
    openbox >"$2/openbox.log" 2>&1 &
    WM_PID=$!
}

stop_display() {
    [ -z "$WM_PID" ] || kill "$WM_PID" 2>/dev/null || true
    [ -z "$XVFB_PID" ] || kill "$XVFB_PID" 2>/dev/null || true
    wait "$WM_PID" "$XVFB_PID" 2>/dev/null || true
    WM_PID=''
    XVFB_PID=''
}
