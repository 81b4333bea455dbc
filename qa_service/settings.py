"""Every setting, once: its name, default and meaning. Read at the edge, then frozen.

A setting `max_question_chars` is the environment variable BUDGET_QA_MAX_QUESTION_CHARS, or a line
of `.env` in the current folder; the environment goes first. An empty value is the default.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.limits import Limits

PREFIX = "BUDGET_QA_"
# Variables of tests and of the Makefile begin like ours and are no settings.
_NOT_OURS = (f"{PREFIX}TEST_",)
SHORTEST_KEY = 16


class Settings(BaseSettings):
    """The one table: field, default, meaning (说明)."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(default=Path("data"), description="数据文件夹：原文件、库和索引都在里面")
    embedding_model: str = Field(
        default="",
        description="向量模型：文件夹或模型名，none 为不用；不设则用自带的 multilingual-e5-small",
    )
    model_cache: Path | None = Field(
        default=None, description="存放自带模型的文件夹；不设则为用户缓存文件夹里的 budget-qa"
    )
    torch_threads: int = Field(
        default=1, ge=1, le=64, description="向量模型用的线程数；机器空闲时可设为 2"
    )
    host: str = Field(default="127.0.0.1", description="服务监听的地址；0.0.0.0 表示对外开放")
    port: int = Field(default=8000, ge=1, le=65535, description="服务监听的端口")
    max_question_chars: int = Field(
        default=1000, ge=1, le=20000, description="一个问题最多多少个字"
    )
    conversation_turns: int = Field(
        default=50, ge=1, le=1000, description="每个对话保留最近多少轮，更早的会删去"
    )
    ingest_workers: int = Field(default=2, ge=1, le=64, description="同时读入几个文件")
    ingest_max_seconds: int = Field(
        default=120, ge=1, description="读一个文件最多多少秒，超过即放弃"
    )
    ingest_max_memory_mb: int = Field(
        default=2048, ge=128, description="读一个文件最多用多少 MB 内存"
    )
    ingest_max_pages: int = Field(default=1000, ge=1, description="一个文件最多多少页")
    ingest_max_file_mb: int = Field(default=100, ge=1, description="一个文件最多多少 MB")
    database_url: str = Field(
        default="", description="库的地址；不设则为数据文件夹里的 SQLite。（PostgreSQL 尚未支持）"
    )
    vector_url: str = Field(
        default="",
        description="（尚未支持，设了会报错）向量库 Milvus 的地址；现在只用数据文件夹里的 FAISS",
    )
    llm_base_url: str = Field(
        default="",
        description="（尚未支持，设了不起作用）对话模型的地址，兼容 OpenAI 接口；不设也能回答",
    )
    llm_model: str = Field(default="", description="（尚未支持，设了不起作用）对话模型的名称")
    llm_api_key: SecretStr = Field(
        default=SecretStr(""), description="（尚未支持，设了不起作用）对话模型的密钥"
    )
    admin_keys: SecretStr = Field(
        default=SecretStr(""),
        description="管理接口的密钥，逗号分隔，每个至少 16 个字符；不设则管理接口不开放",
    )

    @property
    def limits(self) -> Limits:
        """How much of a file is read before giving up."""
        return Limits(
            file_bytes=self.ingest_max_file_mb * 1_000_000,
            pages=self.ingest_max_pages,
            seconds=float(self.ingest_max_seconds),
            memory_bytes=self.ingest_max_memory_mb * 1_000_000,
        )

    @property
    def admin_key_list(self) -> list[str]:
        """The keys of administrators."""
        keys = self.admin_keys.get_secret_value().split(",")
        return [key.strip() for key in keys if key.strip()]

    @field_validator("admin_keys")
    @classmethod
    def _not_guessed(cls, keys: SecretStr) -> SecretStr:
        given = [key.strip() for key in keys.get_secret_value().split(",") if key.strip()]
        if any(len(key) < SHORTEST_KEY for key in given):
            raise ValueError(f"每个密钥至少 {SHORTEST_KEY} 个字符")
        return keys

    @field_validator("vector_url", "database_url")
    @classmethod
    def _only_what_is_built(cls, url: str) -> str:
        if url and not url.startswith("sqlite"):
            raise ValueError("还不支持这种地址，请去掉这一项")
        return url


class SettingsInvalid(ValueError):
    """Settings that cannot be used; the message lists all of them at once."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("设置有误，请改正环境变量或 .env：\n" + "\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class SettingRow:
    """A setting as shown: its variable, value in force, default and meaning."""

    name: str
    value: str
    default: str
    meaning: str


def read_settings() -> Settings:
    """The settings of this process. Raises SettingsInvalid with every wrong one."""
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            f"  {PREFIX}{str(line['loc'][0]).upper()}："
            + _in_chinese(line["type"], line["msg"], line.get("ctx"))
            for line in error.errors()
        ]
        raise SettingsInvalid(problems) from None
    except UnicodeDecodeError:
        raise SettingsInvalid(["  .env：不是 UTF-8 文本，请另存为 UTF-8"]) from None


def setting_rows(settings: Settings) -> list[SettingRow]:
    """All settings in order, secrets masked."""
    rows = []
    for field, info in Settings.model_fields.items():
        value = getattr(settings, field)
        shown = _masked(value) if isinstance(value, SecretStr) else _plain(value)
        default = info.default
        rows.append(
            SettingRow(
                name=PREFIX + field.upper(),
                value=shown,
                default="" if isinstance(default, SecretStr) else _plain(default),
                meaning=info.description or "",
            )
        )
    return rows


def unknown_names() -> list[str]:
    """Variables that begin like ours and name no setting: most often a typing error.

    They are told, not refused: a newer version's settings may stand in the environment.
    """
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    return sorted(
        name
        for name in os.environ
        if name.upper().startswith(PREFIX)
        and not name.upper().startswith(_NOT_OURS)
        and name.upper() not in known
    )


def _masked(secret: SecretStr) -> str:
    return "********" if secret.get_secret_value() else ""


def _plain(value: object) -> str:
    return "" if value is None else str(value)


_MESSAGES = {
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
}


def _in_chinese(kind: str, message: str, context: dict[str, object] | None) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return _MESSAGES.get(kind, f"不能使用（{message}）").format(**(context or {}))
