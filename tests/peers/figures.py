"""What both comparisons share: times of questions, and a table of them beside ours."""

import json
import sys
import time


def ours(path):
    """The report of `emn --json bench …`: the figures by name, and a line about the run."""
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    how = "optimised" if report["optimised"] else "NOT OPTIMISED: figures of ours mean nothing"
    about = f"emn bench {report['bench']} on {report['cores']} cores, {how}"
    return {figure["name"]: figure["value"] for figure in report["figures"]}, about


def timed(ask):
    """Milliseconds, and the answer."""
    began = time.perf_counter()
    answer = ask()
    return (time.perf_counter() - began) * 1e3, answer


def percentiles(times):
    """p50 and p99 as `emn bench` takes them."""
    times = sorted(times)
    return tuple(times[(len(times) - 1) * percent // 100] for percent in (50, 99))


def cell(times):
    """p50 / p99, or a dash where a program has no such question."""
    return f"{times[0]:.2f} / {times[1]:.2f}" if times else "–"


def table(head, rows):
    """Prints a table in Markdown."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def verdict(complaints):
    """Ends the program: with 1 if answers disagree."""
    for complaint in complaints:
        print(f"DISAGREES: {complaint}")
    print("The answers disagree." if complaints else "The answers agree.")
    sys.exit(1 if complaints else 0)
