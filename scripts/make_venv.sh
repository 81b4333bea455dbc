#!/usr/bin/env bash
# Makes the virtual environment: make_venv.sh DIRECTORY. PYTHON names the interpreter to use.
set -euo pipefail

directory=$1
python=${PYTHON:-python3}
here=$(dirname "$0")

command -v "$python" >/dev/null || {
    echo "找不到 $python。请安装 Python 3.11 或更新的版本，或指明解释器：make PYTHON=/路径/python3.11 …" >&2
    exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "$("$python" --version) 太旧，需要 Python 3.11 或更新的版本：make PYTHON=/路径/python3.11 …" >&2
    exit 1
}

echo "正在建立 Python 环境 $directory ……"
# An environment left half made by an interrupted run is made anew.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null && command -v virtualenv >/dev/null; then
    virtualenv --quiet --clear --python "$python" "$directory"
else
    PYTHON=$python "$here/system_packages.sh" python3-venv
    "$python" -m venv --clear "$directory"
fi
