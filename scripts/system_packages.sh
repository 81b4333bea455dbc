#!/usr/bin/env bash
# Makes sure that Debian packages are there: system_packages.sh PACKAGE...
# Installs what is missing as root or by sudo; otherwise says what to type, and fails.
set -euo pipefail

missing=()
for package in "$@"; do
    # What counts is the program, wherever it came from; fonts have none.
    case "$package" in
        chromium) command -v chromium >/dev/null || command -v google-chrome >/dev/null && continue ;;
        chromium-driver) command -v chromedriver >/dev/null && continue ;;
        fonts-noto-cjk)
            command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh family)" ] && continue ;;
        libreoffice-writer-nogui) command -v soffice >/dev/null && continue ;;
        python3-venv) "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null && continue ;;
    esac
    missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

# Debian keeps ensurepip in a package of the interpreter's own version.
for i in "${!missing[@]}"; do
    if [ "${missing[$i]}" = python3-venv ] && command -v apt-cache >/dev/null; then
        version=$("${PYTHON:-python3}" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        apt-cache show "python$version-venv" >/dev/null 2>&1 && missing[i]="python$version-venv"
    fi
done

say_how() {
    echo "缺少系统软件包：${missing[*]}。" >&2
    echo "请先执行：sudo apt-get update && sudo apt-get install -y ${missing[*]}" >&2
    echo "（不是 Debian/Ubuntu 的系统，请用自己的包管理器安装相应的软件），然后重新执行刚才的命令。" >&2
    exit 1
}

command -v apt-get >/dev/null || say_how
if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    say_how
fi

echo "正在安装系统软件包：${missing[*]} ……"
"${as_root[@]}" apt-get update -qq </dev/null || say_how
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null || say_how
