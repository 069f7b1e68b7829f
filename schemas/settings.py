"""Every setting, in one place: environment (JIANBAO_…), jianbao.toml, flags."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

TOML_FILE = "jianbao.toml"
"""Looked for in the current folder."""


class _Group(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReadSettings(_Group):
    """Limits and keys for discovery and reading; they decide what is loaded."""

    max_bytes: int = Field(
        64 * 2**20, gt=0, description="largest source in bytes; a larger one is quarantined as too_large"
    )
    max_archive_members: int = Field(100_000, gt=0, description="most members read from one archive")
    max_archive_bytes: int = Field(4 * 2**30, gt=0, description="most bytes unpacked from one archive")
    max_compression_ratio: int = Field(
        200, gt=0, description="unpacked to packed size beyond which a member is taken for a bomb"
    )
    max_archive_depth: int = Field(3, ge=1, description="archives within archives, counted from the file on disk")
    text_keys: tuple[str, ...] = Field(
        ("text", "content", "body", "正文", "内容", "全文"),
        description="JSON keys and table columns that may hold the text, first match wins",
    )
    title_keys: tuple[str, ...] = Field(("title", "headline", "标题", "题名"), description="the same for the headline")
    date_keys: tuple[str, ...] = Field(
        ("date", "published", "pubdate", "publish_date", "日期", "发布日期", "发布时间"),
        description="the same for the issue's date",
    )
    newspaper_keys: tuple[str, ...] = Field(
        ("newspaper", "paper", "报纸", "报纸名称", "报刊"), description="the same for the newspaper's name"
    )
    url_keys: tuple[str, ...] = Field(("url", "link", "链接", "网址"), description="the same for the address")
    path_patterns: tuple[str, ...] = Field(
        (),
        description="regular expressions with groups newspaper, date, page_no, tried on the path before the built-in ones",
    )


class EnrichSettings(_Group):
    """Settings of enrichment."""

    word_engine: Literal["auto", "jieba"] = Field(
        "auto", description="auto: rjieba where it is installed, with the same words; jieba: jieba's own code"
    )
    exact_tags: bool = Field(
        False, description="words and tags exactly as jieba.posseg gives them, instead of the dictionary's tags"
    )


class RunSettings(_Group):
    """How the work is done; nothing here changes a row."""

    workers: int = Field(0, ge=0, description="worker processes; 0 means one per core")
    runner: Literal["local", "dask"] = Field(
        "local", description="where ingest works: on this machine, or on the Dask cluster at run.dask_address"
    )
    dask_address: str = Field("", description="address of the Dask scheduler, such as tcp://10.0.0.2:8786")
    batch_bytes: int = Field(4 * 2**20, gt=0, description="source bytes that make a batch")
    batch_sources: int = Field(1000, gt=0, description="most sources in a batch")
    page_timeout_seconds: float = Field(
        300.0, gt=0, description="longest time for one page before its source is quarantined as timeout"
    )
    worker_memory_bytes: int = Field(
        4 * 2**30, ge=0, description="address space of a worker process, Linux only; 0 means no limit"
    )


class MaintainSettings(_Group):
    """Settings of `jianbao maintain`; nothing here changes a row."""

    target_bytes: int = Field(
        64 * 2**20,
        gt=0,
        le=2**30,
        description="Parquet bytes, over all tables, of sources that are kept together; a changed source costs as much rewriting",
    )
    grace_days: float = Field(
        7.0, ge=0, description="days for which superseded files stay, for readers and for --as-of and rollback"
    )
    log_backups: int = Field(3, ge=1, description="copies of the commit log kept in the warehouse's folder backup")


class Settings(BaseSettings):
    """All settings; later sources win: defaults, jianbao.toml, environment, flags."""

    model_config = SettingsConfigDict(
        env_prefix="JIANBAO_", env_nested_delimiter="__", toml_file=TOML_FILE, frozen=True, extra="forbid"
    )

    warehouse: Path = Field(Path("data/warehouse"), description="folder of the warehouse")
    read: ReadSettings = ReadSettings()
    enrich: EnrichSettings = EnrichSettings()
    run: RunSettings = RunSettings()
    maintain: MaintainSettings = MaintainSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
