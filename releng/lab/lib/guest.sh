# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# The machine that QEMU makes: its devices, and one life of it. To be sourced after kernels.sh.

# Further devices, each at an address of its own, so that tests can name it.
DEVICE_SETS="nvme ahci xhci virtio-net virtio-blk vga siblings"

QEMU_PID=''
SCRATCH=''

# device_set NAME: adds the devices of that name to QEMU_ARGS.
device_set() {
    case $1 in
        nvme) QEMU_ARGS+=(-blockdev driver=null-co,node-name=nvme-disk,size=67108864,read-zeroes=on
            -device nvme,serial=LAB,drive=nvme-disk,addr=10.0) ;;
        ahci) QEMU_ARGS+=(-blockdev driver=null-co,node-name=ahci-disk,size=67108864,read-zeroes=on
            -device ich9-ahci,id=ahci,addr=11.0 -device ide-hd,drive=ahci-disk,bus=ahci.0) ;;
        xhci) QEMU_ARGS+=(-device qemu-xhci,id=xhci,addr=12.0 -device usb-tablet,bus=xhci.0) ;;
        virtio-net) QEMU_ARGS+=(-netdev user,id=virtio-wire,restrict=on
            -device virtio-net-pci,netdev=virtio-wire,addr=13.0,disable-legacy=on) ;;
        virtio-blk) QEMU_ARGS+=(-blockdev driver=null-co,node-name=virtio-disk,size=67108864,read-zeroes=on
            -device virtio-blk-pci,drive=virtio-disk,addr=14.0,disable-legacy=on) ;;
        vga) QEMU_ARGS+=(-device VGA,addr=15.0) ;;
        # Two functions behind one root port share an IOMMU group.
        siblings) QEMU_ARGS+=(-device pcie-root-port,id=rp2,addr=0a.0,chassis=2
            -device edu,bus=rp2,addr=0.0,multifunction=on -device pci-testdev,bus=rp2,addr=0.1,membar=1M) ;;
        *) die $EXIT_USAGE "there is no device set '$1'; there are: $DEVICE_SETS" ;;
    esac
}

# accelerator: kvm where it works, else software emulation. A device node alone says little: inside a virtual machine it
# may be there and not work.
accelerator() {
    case ${LAB_ACCEL:-} in
        kvm | tcg) printf '%s\n' "$LAB_ACCEL" ;;
        '') if grep -qwE 'vmx|svm' /proc/cpuinfo && (exec 3<>/dev/kvm) 2>/dev/null; then
            printf 'kvm\n'
        else
            printf 'tcg\n'
        fi ;;
        *) die $EXIT_USAGE "LAB_ACCEL is kvm or tcg, not '$LAB_ACCEL'" ;;
    esac
}

# machine OUT: what every guest has. The addresses are what tests go by.
machine() {
    local out=${1//,/,,}
    QEMU_ARGS=(-name barscope-lab -M q35 -smp 2 -m "${LAB_MEMORY:-4096}" -display none -no-reboot -nodefaults -nic none)
    if [ "$(accelerator)" = kvm ]; then
        QEMU_ARGS[3]=q35,kernel-irqchip=split
        QEMU_ARGS+=(-accel kvm -cpu host)
    else
        # Emulating a plain CPU is faster than emulating every instruction set there is.
        QEMU_ARGS+=(-accel "tcg,thread=${LAB_THREAD:-multi},tb-size=512" -cpu Nehalem)
    fi
    truncate -s 1M "$1/ivshmem"
    QEMU_ARGS+=(
        -device intel-iommu,intremap=on,caching-mode=on
        -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap
        -device virtio-9p-pci,fsdev=host,mount_tag=host,addr=02.0
        -fsdev local,id=out,path="$out",security_model=none
        -device virtio-9p-pci,fsdev=out,mount_tag=out,addr=03.0
        -device edu,addr=04.0
        -device pci-testdev,membar=1M,addr=05.0
        -object memory-backend-file,id=shared,size=1M,share=on,mem-path="$out/ivshmem"
        -device ivshmem-plain,memdev=shared,addr=06.0
        -device e1000e,mac=52:54:00:12:34:56,addr=07.0
        -device bochs-display,addr=08.0
        -device pcie-root-port,id=rp1,addr=09.0,chassis=1
        -device edu,bus=rp1)
}

# initial_files KERNEL_DIR: what the guest boots into, in SCRATCH.
initial_files() {
    local at=$SCRATCH/root
    mkdir -p "$at"/{bin,proc,sys,dev,modules}
    cp /bin/busybox "$at/bin/"
    cp "$LAB_DIR/init" "$at/init"
    : >"$at/modules/order"
    if [ -d "$1/mod" ]; then
        cp "$1"/mod/* "$at/modules/"
    fi
    if [ -d "$1/tree" ]; then printf '%s\n' "$1/tree"; else echo; fi >"$at/modules/tree"
    [ -z "$NETWORK" ] || touch "$at/modules/network"
    [ -z "$INTERACTIVE" ] ||
        printf '%s %s\n' "$(stty size 2>/dev/null || echo 24 80)" "${TERM:-linux}" >"$at/modules/interactive"
    (cd "$at" && find . | cpio -o -H newc 2>/dev/null | gzip -1) >"$SCRATCH/initrd"
}

# in_guest PATH: where the guest has what the host has there.
in_guest() {
    case $1 in
        /tmp/* | /run/* | /dev/*) printf '/host%s\n' "$1" ;;
        *) printf '%s\n' "$1" ;;
    esac
}

# write_command OUT COMMAND...: the script that the guest runs.
write_command() {
    local out=$1 name product
    shift
    product=$(product_dir)
    {
        printf 'cd %q 2>/dev/null || cd /host%q 2>/dev/null || cd /\n' "$PWD" "$PWD"
        printf 'export LAB_KERNEL=%q LAB_DEVICES=%q\n' "$KIND" "$DEVICES"
        for name in JAVA_HOME BARSCOPE_JAVA_OPTIONS; do
            [ -z "${!name:-}" ] || printf 'export %s=%q\n' "$name" "${!name}"
        done
        # Nothing is to be built in a guest: it takes what the host has built.
        [ ! -d "$product/plugins" ] || printf 'export BARSCOPE_PRODUCT=%q\n' "$(in_guest "$product")"
        printf '%s\n' "${GUEST_SETTINGS[@]}"
        printf '%q ' "$@"
        echo
    } >"$out/command"
}

# need_emulator: everything to boot, or says what to install.
need_emulator() {
    need_packages qemu-system-x86_64:qemu-system-x86 cpio:cpio gzip:gzip setpriv:util-linux
    # A busybox that needs libraries is of no use before there are any.
    if [ ! -x /bin/busybox ] || head -c 4096 /bin/busybox | grep -qa 'ld-linux'; then
        install_packages busybox-static || exit $EXIT_FAILED
    fi
}

end_guest() {
    local status=$?
    trap - EXIT INT TERM HUP
    if [ -n "$QEMU_PID" ]; then
        kill "$QEMU_PID" 2>/dev/null || true
        wait "$QEMU_PID" 2>/dev/null || true
    fi
    [ -z "$SCRATCH" ] || rm -rf "$SCRATCH" "$OUT/xauthority"
    [ -z "$INTERACTIVE" ] || stty sane 2>/dev/null || true
    exit $status
}

# take_places: sets SCRATCH, and OUT where it is not given; both are left in order whatever ends this script.
take_places() {
    trap end_guest EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    SCRATCH=$(mktemp -d)
    [ -n "$OUT" ] || OUT=$SCRATCH/out
    mkdir -p "$OUT" 2>/dev/null && OUT=$(cd "$OUT" && pwd) || die $EXIT_FAILED "cannot write to $OUT"
}

# boot COMMAND...: runs a command in a guest as KIND, LIMIT, OUT, DEVICES, MORE, APPEND, NETWORK, WIRE, INTERACTIVE
# and GUEST_SETTINGS say; sets CODE to its exit code. Whatever happens, QEMU ends with this script.
boot() {
    local kernel status=0 name said errors
    local -a QEMU_ARGS=()
    kernel=$(current "$KIND")
    [ -r "${kernel:-none}/vmlinuz" ] ||
        die $EXIT_FAILED "there is no $KIND kernel yet; get it with: releng/lab/lab kernel $KIND"
    [ ! -r "$kernel/SHA256SUMS" ] || sound "$kernel" ||
        die $EXIT_FAILED "the kernel in $kernel is damaged; delete that directory and run: releng/lab/lab kernel $KIND"
    need_emulator
    [ -n "$SCRATCH" ] || take_places
    rm -f "$OUT/exit"
    initial_files "$kernel"
    write_command "$OUT" "$@"
    machine "$OUT"
    for name in ${DEVICES//,/ }; do
        device_set "$name"
    done
    if [ -n "$INTERACTIVE" ]; then
        QEMU_ARGS+=(-chardev stdio,id=command,signal=off,mux=on -mon chardev=command)
    else
        QEMU_ARGS+=(-chardev stdio,id=command,signal=off)
    fi
    # QEMU takes a descriptor for writing only if that is all it is for; a terminal's is for reading too.
    exec 7> >(exec cat >&2)
    errors=$!
    # A host that is busy delays the timer; the kernel must not take that for a defect of the board.
    # shellcheck disable=SC2086 # MORE is a list of QEMU's own arguments
    setpriv --pdeathsig KILL qemu-system-x86_64 "${QEMU_ARGS[@]}" "${WIRE[@]}" \
        -serial "file:$SCRATCH/kernel.log" -serial chardev:command \
        -add-fd fd=7,set=7 -chardev file,id=errors,path=/dev/fdset/7,append=on -serial chardev:errors \
        -kernel "$kernel/vmlinuz" -initrd "$SCRATCH/initrd" \
        -append "console=ttyS0 quiet panic=-1 no_timer_check intel_iommu=on $APPEND" $MORE <&0 2>"$SCRATCH/qemu.log" &
    QEMU_PID=$!
    exec 7>&-
    wait_at_most "$LIMIT" || status=$?
    wait "$errors" || true
    cp "$SCRATCH/kernel.log" "$OUT/kernel.log" 2>/dev/null || true
    if [ -s "$OUT/exit" ]; then
        CODE=$(<"$OUT/exit")
    elif [ $status -eq 124 ]; then
        say "the guest did not finish in $LIMIT s; -t SECONDS gives it more$(last_words)"
        CODE=124
    else
        said=$(grep -v warning "$SCRATCH/qemu.log" | tail -n 1) || true
        say "the guest ended early${said:+: $said}$(last_words)"
        CODE=$EXIT_FAILED
    fi
}

# wait_at_most SECONDS: for QEMU to end; 124 when it has not, and ends it. 0 seconds: as long as it takes.
wait_at_most() {
    local watch status=0
    if [ "$1" -gt 0 ]; then
        # Ends by itself when QEMU is gone, and QEMU when the time is over.
        timeout "$1" tail --pid="$QEMU_PID" -s 0.2 -f /dev/null &
        watch=$!
        wait "$watch" || status=$?
        [ $status -ne 124 ] || kill "$QEMU_PID" 2>/dev/null || true
    fi
    wait "$QEMU_PID" || true
    QEMU_PID=''
    return $status
}

# last_words: what the kernel said when it gave up, or else last, if anything.
last_words() {
    local words
    words=$({ grep -am 1 'Kernel panic' "$SCRATCH/kernel.log" || tail -n 1 "$SCRATCH/kernel.log"; } 2>/dev/null | tr -d '\r')
    [ -z "$words" ] || printf '; its kernel said: %s' "$words"
}
