# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# The workbench inside the guest, on the caller's display or as a picture. To be sourced after guest.sh.
#
# On the display: the guest's network is one made-up address that leads, through QEMU and socat, to the socket of the
# caller's X server (XWayland is one). Nothing listens anywhere, and the guest reaches nothing else.

DISPLAY_ADDRESS=10.0.2.100

# display_target: what socat connects to for DISPLAY.
display_target() {
    local host=${DISPLAY%:*} number=${DISPLAY##*:}
    number=${number%%.*}
    [[ $number =~ ^[0-9]+$ ]] || die $EXIT_USAGE "DISPLAY is '$DISPLAY', which names no X display"
    case $host in
        '' | unix) printf 'UNIX-CONNECT:/tmp/.X11-unix/X%s\n' "$number" ;;
        /*) printf 'UNIX-CONNECT:%s\n' "${DISPLAY%.[0-9]}" ;;
        *) printf 'TCP:%s:%s\n' "$host" $((6000 + number)) ;;
    esac
}

# forward_display: lets the guest open windows on DISPLAY.
forward_display() {
    need_packages socat:socat xauth:xauth
    NETWORK=yes
    WIRE=(-netdev "user,id=display,restrict=on,guestfwd=tcp:$DISPLAY_ADDRESS:6000-cmd:socat STDIO $(display_target)"
        -device virtio-net-pci,netdev=display,addr=1e.0)
    # The cookie counts for whatever name the guest gives the display.
    xauth nlist "$DISPLAY" 2>/dev/null | sed 's/^..../ffff/' | (
        umask 077
        : >"$OUT/xauthority"
        xauth -q -f "$OUT/xauthority" nmerge - 2>/dev/null
    ) || true
    GUEST_SETTINGS+=("export DISPLAY=$DISPLAY_ADDRESS:0 XAUTHORITY=/run/lab/xauthority GDK_BACKEND=x11 NO_AT_BRIDGE=1"
        # The server takes the guest for a local program and would look for its shared memory on the host.
        "echo 0 >/proc/sys/kernel/shmmni")
}
