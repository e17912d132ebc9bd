"""Reads a DAG file with stand-ins for Airflow's classes, walks through its tasks and prints them as JSON.

The stand-ins take the arguments that the real classes take (names from Airflow's documentation) and refuse others.
"""

import json
import re
import runpy
import sys
import types
from datetime import date, datetime, timedelta

TASK = {"task_id", "retries", "retry_delay", "trigger_rule", "execution_timeout", "pool", "queue", "doc_md"}
SENSOR = TASK | {"poke_interval", "timeout", "mode", "soft_fail", "exponential_backoff"}
SPARK_SUBMIT = TASK | {
    "application", "conf", "conn_id", "files", "py_files", "jars", "driver_class_path", "java_class", "packages",
    "exclude_packages", "repositories", "total_executor_cores", "executor_cores", "executor_memory", "driver_memory",
    "keytab", "principal", "proxy_user", "name", "num_executors", "status_poll_interval", "application_args",
    "env_vars", "verbose", "spark_binary", "properties_file", "yarn_queue", "deploy_mode", "use_krb5ccache",
    "post_submit_commands",
}
DAG_ARGUMENTS = {
    "dag_id", "description", "schedule", "start_date", "end_date", "catchup", "max_active_runs", "max_active_tasks",
    "default_args", "tags", "dagrun_timeout", "params", "doc_md",
}
DAGS = []


class DAG:
    def __init__(self, **arguments):
        refuse_unknown("DAG", arguments, DAG_ARGUMENTS)
        self.arguments, self.tasks = arguments, []

    def __enter__(self):
        DAGS.append(self)
        return self

    def __exit__(self, *_):
        return False


class Task:
    known = TASK

    def __init__(self, **arguments):
        refuse_unknown(type(self).__name__, arguments, self.known)
        self.arguments, self.upstream = arguments, set()
        if not DAGS:
            raise TypeError(arguments["task_id"] + " belongs to no DAG")
        DAGS[-1].tasks.append(self)

    def __rshift__(self, others):
        for other in others if isinstance(others, list) else [others]:
            other.upstream.add(self)
        return others


class SparkSubmitOperator(Task):
    known = SPARK_SUBMIT


class WebHdfsSensor(Task):
    known = SENSOR | {"filepath", "webhdfs_conn_id"}


class FileSensor(Task):
    known = SENSOR | {"filepath", "fs_conn_id", "recursive", "deferrable"}


def refuse_unknown(name, arguments, known):
    unknown = set(arguments) - known
    if unknown:
        raise TypeError(f"{name} takes no {', '.join(sorted(unknown))}")


def module(name, **members):
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        sys.modules.setdefault(".".join(parts[:end]), types.ModuleType(".".join(parts[:end])))
    vars(sys.modules[name]).update(members)


def render(value):
    """What Airflow's templates make of a value on one day."""
    if isinstance(value, str):
        text = value.replace("{{ ds_nodash }}", "20260203").replace("{{ ds }}", "2026-02-03")
        if re.search(r"{{|}}", text):
            raise ValueError("Unknown template in " + value)
        return text
    if isinstance(value, dict):
        return {key: render(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [render(entry) for entry in value]
    if isinstance(value, (date, datetime, timedelta)):
        return str(value)
    return value


def in_order(tasks):
    waiting, done = list(tasks), []
    while waiting:
        task = next((task for task in waiting if task.upstream <= set(done)), None)
        if task is None:
            raise ValueError("The tasks wait for each other in a circle")
        waiting.remove(task)
        done.append(task)
    return done


module("airflow", DAG=DAG)
module("airflow.providers.apache.spark.operators.spark_submit", SparkSubmitOperator=SparkSubmitOperator)
module("airflow.providers.apache.hdfs.sensors.web_hdfs", WebHdfsSensor=WebHdfsSensor)
module("airflow.providers.standard.sensors.filesystem", FileSensor=FileSensor)
runpy.run_path(sys.argv[1])
(dag,) = DAGS
print(json.dumps({
    **render(dag.arguments),
    "tasks": [
        {"task_id": task.arguments["task_id"], "type": type(task).__name__, "arguments": render(task.arguments)}
        for task in in_order(dag.tasks)
    ],
}))
