# SPDX-License-Identifier: EPL-2.0
# shellcheck shell=bash
#
# The lab's kernels, in the cache: Debian's newest, unpacked, and the lab's own, built from Debian's source package. To be
# sourced after lab's settings (LAB_DIR, LAB_CACHE).
#
# The cache: debian/VERSION/{vmlinuz,config,mod,tree}, lab/STAMP/{vmlinuz,config}; `current` in each is the one to
# boot. SHA256SUMS lists their files, and is written last. debs/ and apt/ are apt's.

SUITE=trixie-backports
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
# Loaded at boot, in this order of names; what they need is found out.
BOOT_MODULES=(9pnet_virtio 9p overlay vfio_iommu_type1 vfio-pci virtio_net)
# Can be loaded in the guest with modprobe.
MORE_MODULES=(nvme e1000e ahci sd_mod xhci-pci virtio_blk uio_pci_generic)

# mirror: the Debian mirror that this machine's apt uses.
mirror() {
    local uri=${LAB_MIRROR:-}
    [ -n "$uri" ] || uri=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
        awk '$1 == "URIs:" { print $2 } $1 == "deb" { for (i = 2; i < NF; i++) if ($i ~ /:\/\//) { print $i; break } }' |
        grep -m 1 '/debian/*$') || true
    printf '%s\n' "$uri"
}

# private_apt COMMAND ARGUMENT...: apt-get or apt-cache on lists of the lab's own: the machine's sources stay as they are.
private_apt() {
    local at=$LAB_CACHE/apt log=$LAB_CACHE/apt/log
    "$@" -o Dir::Etc::sourcelist="$at/sources.list" -o Dir::Etc::sourceparts="$at/none" -o Dir::State::lists="$at/lists" \
        -o Dir::Cache="$at" -o Dir::State::status=/dev/null -o APT::Sandbox::User="$(id -un)" -o APT::Architecture=amd64 \
        2>"$log" || die $EXIT_FAILED "cannot get packages from ${LAB_URI:-the mirror}:" \
        "$(grep -m 1 '^E:' "$log" || tail -n 1 "$log"). Is the network there? LAB_MIRROR=URI names another mirror."
}

# update_lists: what the mirror has now.
update_lists() {
    local at=$LAB_CACHE/apt
    command -v apt-get >/dev/null ||
        die $EXIT_FAILED "kernels come as Debian packages, and there is no apt-get on this system"
    [ -r $KEYRING ] ||
        die $EXIT_FAILED "cannot tell genuine packages: $KEYRING is missing (package debian-archive-keyring)"
    LAB_URI=$(mirror)
    [ -n "$LAB_URI" ] || die $EXIT_FAILED "this machine's apt sources name no Debian mirror; set LAB_MIRROR=URI to one"
    mkdir -p "$at/lists/partial" "$at/archives/partial" "$at/none" "$LAB_CACHE/debs"
    printf 'deb [signed-by=%s] %s %s main\n' $KEYRING "$LAB_URI" $SUITE >"$at/sources.list"
    private_apt apt-get -qq update -o APT::Update::Error-Mode=any -o Acquire::Retries=2
}

# newest PATTERN: the package with the highest version in its name.
newest() {
    private_apt apt-cache search --names-only "$1" | awk '{ print $1 }' | sort -V | tail -n 1
}

# fetch PACKAGE: prints its file, downloaded if it is not there; apt checks it against the signed list either way.
fetch() {
    (cd "$LAB_CACHE/debs" && private_apt apt-get -qq download "$1") || exit $EXIT_FAILED
    local files
    mapfile -t files < <(ls -t "$LAB_CACHE/debs/$1"_*.deb)
    printf '%s\n' "${files[0]}"
}

# need_space MEGABYTES: of the cache.
need_space() {
    local free
    free=$(df --output=avail -m "$LAB_CACHE" | tail -n 1)
    [ "$free" -ge "$1" ] || die $EXIT_FAILED "$LAB_CACHE has $((free)) MB free and this takes $1 MB;" \
        "make room, or set LAB_CACHE to another directory"
}

# seal DIR: records what is in it.
seal() {
    (cd "$1" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum) >"$1.sums"
    mv "$1.sums" "$1/SHA256SUMS"
}

# sound DIR: whether all is there as it was sealed.
sound() {
    [ -r "$1/SHA256SUMS" ] && (cd "$1" && sha256sum --quiet --strict -c SHA256SUMS >/dev/null 2>&1)
}

# current KIND: the directory of the kernel to boot; nothing if there is none.
current() {
    readlink -f "$LAB_CACHE/$1/current" 2>/dev/null | grep . || true
}

# publish KIND NAME DIR: makes what is in DIR the current kernel.
publish() {
    seal "$3"
    rm -rf "${LAB_CACHE:?}/$1/$2"
    mv "$3" "$LAB_CACHE/$1/$2"
    ln -sfn "$2" "$LAB_CACHE/$1/current"
}

# lab_stamp: names the lab's own kernel by what it is made of.
lab_stamp() {
    cat "$LAB_DIR/kernel.config" "$LAB_DIR/vfio-dmabuf-mmap.patch" | sha256sum | cut -c 1-12
}

# have KIND: whether a kernel is there, of the present configuration, and sound.
have() {
    local dir
    dir=$(current "$1")
    [ -n "$dir" ] && { [ "$1" = debian ] || [ "$(basename -- "$dir")" = "$(lab_stamp)" ]; } && sound "$dir"
}

# kernel_debian [--newest]
kernel_debian() {
    local image version new part file
    if [ "${1:-}" != --newest ] && have debian; then
        say "the kernel is here: Debian's $(basename -- "$(current debian)")"
        return
    fi
    need_packages /sbin/depmod:kmod xz:xz-utils dpkg-deb:dpkg
    update_lists
    image=$(newest '^linux-image-[0-9.]+\+deb[0-9]+-amd64$')
    version=${image#linux-image-}
    [ -n "$version" ] || die $EXIT_FAILED "$LAB_URI has no kernel for amd64 in $SUITE"
    if sound "$LAB_CACHE/debian/$version"; then
        ln -sfn "$version" "$LAB_CACHE/debian/current"
        say "the kernel is here: Debian's $version"
        return
    fi
    need_space 1500
    new=$LAB_CACHE/debian/new
    rm -rf "$new"
    mkdir -p "$new/x" "$new/mod"
    for part in "linux-binary-$version" "linux-modules-$version" "linux-base-$version"; do
        file=$(fetch "$part") || exit $?
        dpkg-deb -x "$file" "$new/x" || die $EXIT_FAILED "cannot unpack $file; delete it and start again"
    done
    cp "$new/x/usr/lib/modules/$version"/{vmlinuz,config} "$new/"
    pick_modules "$new" "$version"
    rm -rf "$new/x"
    publish debian "$version" "$new"
    say "got Debian's kernel $version"
}

# pick_modules DIR VERSION: copies the modules the lab uses from DIR/x, with what they need: those for booting to
# DIR/mod, in the order of DIR/mod/order, and all of them as a tree for modprobe to DIR/tree.
pick_modules() {
    local all=$1/x/usr name when file
    [ -e "$all/lib/modules/$2/modules.order" ] || die $EXIT_FAILED "Debian's kernel packages have changed: no modules.order"
    mkdir -p "$1/tree"
    [ -e "$1/x/lib" ] || ln -s usr/lib "$1/x/lib"
    /sbin/depmod -b "$1/x" "$2"
    : >"$1/mod/order"
    for name in "${BOOT_MODULES[@]}" "${MORE_MODULES[@]}"; do
        when=more
        [[ " ${BOOT_MODULES[*]} " != *" $name "* ]] || when=boot
        while read -r _ file _; do
            # What is built in has no file.
            [[ $file == *.ko* ]] || continue
            unpack_module "$1" "$2" "$file" $when
        done < <(/sbin/modprobe -d "$1/x" -S "$2" --show-depends --ignore-install "$name")
    done
    cp "$1/x/usr/lib/modules/$2"/modules.{order,builtin,builtin.modinfo} "$1/tree/" 2>/dev/null || true
    # depmod wants the tree where a root file system has it.
    mkdir -p "$1/y/lib/modules"
    mv "$1/tree" "$1/y/lib/modules/$2"
    /sbin/depmod -b "$1/y" "$2"
    mv "$1/y/lib/modules/$2" "$1/tree"
    rm -rf "$1/y"
}

# unpack_module DIR VERSION FILE boot|more
unpack_module() {
    local inside=${3##*/lib/modules/"$2"/} plain name
    plain=${inside%.xz}
    name=$(basename -- "$plain" .ko)
    mkdir -p "$1/tree/$(dirname -- "$plain")"
    case $3 in
        *.xz) xz -dc "$3" >"$1/tree/$plain" ;;
        *) cp "$3" "$1/tree/$plain" ;;
    esac
    if [ "$4" = boot ] && ! grep -qx "$name" "$1/mod/order"; then
        cp "$1/tree/$plain" "$1/mod/"
        printf '%s\n' "$name" >>"$1/mod/order"
    fi
}

# kernel_lab: about five minutes on two cores.
kernel_lab() {
    local stamp source package log=$LAB_CACHE/lab/build.log
    stamp=$(lab_stamp)
    if sound "$LAB_CACHE/lab/$stamp"; then
        ln -sfn "$stamp" "$LAB_CACHE/lab/current"
        say "the kernel is here: lab-$stamp"
        return
    fi
    need_packages gcc:gcc make:make flex:flex bison:bison bc:bc patch:patch xz:xz-utils cpio:cpio \
        /usr/include/libelf.h:libelf-dev /usr/include/openssl/ssl.h:libssl-dev
    update_lists
    package=$(newest '^linux-source-[0-9.]+$')
    [ -n "$package" ] || die $EXIT_FAILED "$LAB_URI has no kernel source in $SUITE"
    need_space 4000
    source=$LAB_CACHE/src
    rm -rf "$source"
    mkdir -p "$source" "$LAB_CACHE/lab/new"
    package=$(fetch "$package") || exit $?
    say "building the lab's kernel; about five minutes on two cores (log: $log)"
    if ! dpkg-deb --fsys-tarfile "$package" | tar -xO --wildcards '*/linux-source-*.tar.xz' |
        tar -xJ -C "$source" --strip-components=1; then
        die $EXIT_FAILED "cannot unpack $package; delete it and start again"
    fi
    if ! build_kernel "$source" "$stamp" "$LAB_CACHE/lab/new" >"$log" 2>&1 </dev/null; then
        die $EXIT_FAILED "the kernel does not build: $(grep -m 1 -E 'error|FAILED|rejects' "$log" || tail -n 1 "$log");" \
            "the whole log is in $log"
    fi
    publish lab "$stamp" "$LAB_CACHE/lab/new"
    rm -rf "$source"
    say "built the lab's kernel, lab-$stamp"
}

# build_kernel SOURCE STAMP TO
build_kernel() {
    cd "$1" || return
    patch -p1 <"$LAB_DIR/vfio-dmabuf-mmap.patch" &&
        make -s tinyconfig &&
        scripts/kconfig/merge_config.sh -m .config "$LAB_DIR/kernel.config" &&
        make -s olddefconfig &&
        settings_kept &&
        make -s -j"$(nproc)" LOCALVERSION="-lab-$2" KBUILD_BUILD_USER=lab KBUILD_BUILD_HOST=lab bzImage &&
        cp arch/x86/boot/bzImage "$3/vmlinuz" &&
        cp .config "$3/config"
}

# settings_kept: whether each option of the lab's configuration came through; one whose conditions are not met is
# dropped without a word.
settings_kept() {
    local option lost=()
    while IFS= read -r option; do
        grep -qx "$option" .config || lost+=("$option")
    done < <(grep '^CONFIG_' "$LAB_DIR/kernel.config")
    [ ${#lost[@]} -eq 0 ] || {
        echo "error: this kernel does not take ${lost[*]}"
        return 1
    }
}
