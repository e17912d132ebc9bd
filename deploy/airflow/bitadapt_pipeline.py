"""Trains, adapts, evaluates, exports and reports every night, once the data set is there.

Airflow 2.4 or newer (tried against the names of 3.x) with the providers apache-spark and, for data sets on HDFS,
apache-hdfs; else the provider standard. Each task is a Spark application of its own, submitted through the connection
`spark_default`. A task that is tried again goes on where it was: runs keep their checkpoints.

Settings are environment variables of the scheduler and the workers:
BITADAPT_HOME (the project's folder), BITADAPT_DATA (a data set), BITADAPT_RUNS (a folder for runs).
"""

import os
from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

HOME = os.environ.get("BITADAPT_HOME", "/opt/bitadapt")
DATA = os.environ.get("BITADAPT_DATA", "hdfs:///bitadapt/datasets/cifar10")
RUNS = os.environ.get("BITADAPT_RUNS", "hdfs:///bitadapt/runs")

# The kernels stay inside their arrays; checking every vector access costs up to a tenth.
VECTOR = "--add-modules=jdk.incubator.vector -Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0"

# One folder a night: a task that is tried again finds its own.
NIGHT = RUNS + "/{{ ds_nodash }}"


def manifest_sensor():
    """Waits until the data set is whole: its manifest appears last."""
    manifest = DATA + "/manifest.json"
    common = {"task_id": "wait_for_dataset", "poke_interval": 300, "timeout": 6 * 3600, "mode": "reschedule"}
    if DATA.startswith("hdfs:"):
        from airflow.providers.apache.hdfs.sensors.web_hdfs import WebHdfsSensor

        # WebHDFS takes the path alone; the connection knows the host.
        path = "/" + manifest.split("://", 1)[1].split("/", 1)[1]
        return WebHdfsSensor(filepath=path, webhdfs_conn_id="webhdfs_default", **common)
    from airflow.providers.standard.sensors.filesystem import FileSensor

    return FileSensor(filepath=manifest, fs_conn_id="fs_default", **common)


def job(task_id, *arguments):
    """A command of the tool as a Spark application."""
    return SparkSubmitOperator(
        task_id=task_id,
        name="bitadapt " + task_id,
        conn_id="spark_default",
        application=HOME + "/jobs/spark/target/bitadapt.jar",
        java_class="org.bitadapt.jobs.cli.BitAdapt",
        application_args=list(arguments) + ["--json"],
        properties_file=HOME + "/conf/spark-defaults.conf",
        driver_memory="4g",
        executor_memory="2g",
        conf={
            "spark.driver.extraJavaOptions": VECTOR,
            "spark.executor.extraJavaOptions": VECTOR,
            "spark.executor.memoryOverhead": "2g",
            "spark.executorEnv.OMP_NUM_THREADS": "1",
        },
        env_vars={"OMP_NUM_THREADS": "1"},
    )


with DAG(
    dag_id="bitadapt_pipeline",
    description="1-bit networks from a data set to a packed model and a report",
    schedule="0 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # Two nights at a time would compete for the cluster.
    max_active_runs=1,
    default_args={
        "owner": "bitadapt",
        "retries": 3,
        "retry_delay": timedelta(minutes=5),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(hours=1),
    },
    tags=["bitadapt"],
) as dag:
    wait = manifest_sensor()
    train = job(
        "train",
        "train",
        "--config", HOME + "/conf/cifar10-alexnet.conf",
        "--data", DATA,
        "--run", NIGHT + "/trained",
    )
    netadapt = job(
        "netadapt",
        "netadapt",
        "--config", HOME + "/conf/cifar10-alexnet-netadapt.conf",
        "--model", NIGHT + "/trained",
        "--data", DATA,
        "--run", NIGHT + "/adapted",
    )
    evaluate = job("evaluate", "evaluate", "--model", NIGHT + "/adapted", "--data", DATA)
    export = job("export", "export", "--model", NIGHT + "/adapted", "--output", NIGHT + "/model.bnn", "--data", DATA)
    report = job("report", "report", "--run", NIGHT + "/adapted")

    wait >> train >> netadapt >> evaluate >> [export, report]
