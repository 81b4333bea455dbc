"""A client of the app over two small documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa_service.service import Service
from qa_service.web.app import create_app
from tests.qa_service.scripted import scripted_service
from tests.qa_service.small_documents import budget


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return scripted_service(tmp_path, budget(2024), budget(2023, "清泉区数据局 2023“终稿”.txt"))


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client
