"""A Spark of its own on this machine, started once for all tests; without Java or PySpark they are skipped."""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest

OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.sql.session.timeZone": "UTC",
    # 200 tasks for each step of a few thousand rows would take minutes.
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.adaptive.enabled": "false",
}


@pytest.fixture(scope="session")
def spark():
    """A session with two threads and no network but this machine's own."""
    if not importlib.util.find_spec("pyspark"):
        pytest.skip("PySpark is not installed here: make spark")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Spark needs Java: set JAVA_HOME, or install openjdk-17-jre-headless")
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("peta-patuh")
    for name, value in OPTIONS.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
