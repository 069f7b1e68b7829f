"""What can go wrong, each with a stable code that stands in `sources.error_code`."""

from __future__ import annotations


class PipelineError(Exception):
    """An error that the pipeline records and survives.

    Its message is one sentence for the user that ends in what to do next.
    """

    code = "internal_error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class SchemaError(PipelineError):
    """A record definition that cannot become a table: a bug, raised at import."""

    code = "schema_error"


class SettingsError(PipelineError):
    """A setting, flag or manifest that cannot be used; raised before any work starts."""

    code = "bad_settings"


class SourceError(PipelineError):
    """A source that cannot be loaded; it is quarantined under `code` and the run goes on."""

    code = "unreadable"


class StoreError(PipelineError):
    """The warehouse cannot be read or written as asked."""

    code = "store_error"


class UnreachableError(StoreError):
    """An object store does not answer, so that nothing can be said of what is in it; the run ends."""

    code = "unreachable"


class ServiceError(PipelineError):
    """A Prefect server or worker cannot be started, or it or a Dask scheduler has ended."""

    code = "service_error"
