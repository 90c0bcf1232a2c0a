#!/bin/sh
# Linux：sh install.sh [安装到哪里]
here=$(dirname "$0")
for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    if command -v "$python" >/dev/null 2>&1 && "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        exec "$python" "$here/install.py" "$@"
    fi
done
echo "没有找到 Python 3.11、3.12 或 3.13。请先装好；装在别处的可写明：PYTHON=/路径/python3 sh install.sh" >&2
exit 1
