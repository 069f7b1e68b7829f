"""A server that speaks S3, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

MISSING = "an S3 server to test against: pip install 'moto[s3]' flask flask-cors"


@contextmanager
def running(empty: Path) -> Iterator[str]:
    """Start one; AWS's variables are set for it, so that the account of whoever runs this is out of reach.

    Args:
        empty: a folder without AWS's configuration files.

    Yields:
        Its host and port.
    """
    moto_server = pytest.importorskip("moto.server", reason=MISSING)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG_FILE", "SHARED_CREDENTIALS_FILE"):
            patch.setenv(f"AWS_{name}", str(empty / "none"))
        variables = {"ACCESS_KEY_ID": "key", "SECRET_ACCESS_KEY": "secret", "EC2_METADATA_DISABLED": "true"}
        for name, value in variables.items():
            patch.setenv(f"AWS_{name}", value)
        server = moto_server.ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL_S3", f"http://{host}:{port}")
        yield f"{host}:{port}"
        server.stop()
