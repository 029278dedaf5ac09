"""The summary of the demo in plain words: what was done, what lies where, how to check it without us."""

from pathlib import Path

from ui.demo.job import JobReport


def write_summary(out: Path, report: JobReport, *, seconds: float) -> str:
    """Write ``summary.md`` and return its text. ``seconds`` is how long the whole job took."""
    text = "\n".join(_lines(out, report, seconds)) + "\n"
    (out / "summary.md").write_text(text, encoding="utf-8")
    return text


def _lines(out: Path, report: JobReport, seconds: float) -> list[str]:
    batch = report.batch.name if report.batch is not None else ""
    pictures = len(list((out / "pictures").glob("*.png")))
    answered = ", ".join(f"{n} {status}" for status, n in sorted(report.statuses.items()))
    held, verify = len(report.held), f"ssh-keygen -Y verify -f keys/allowed_signers -I {report.device}"
    lines = [
        "# The main job, done without a screen",
        "",
        "Every person in it is invented; everything is sample data. The window's own screens were driven.",
        "",
        f"- Forms: {', '.join(report.forms)}",
        f"- Interviews held: {held}; returned with a remark: {report.returned}; approved: {report.approved}",
        f"- Kept back from the batch: {len(report.held_back)}",
        *(f"  - {line}" for line in report.held_back),
        f"- Batch: `batch/{batch}`; the central system answered: {answered}",
        f"- Pictures: {pictures}; the whole job took {seconds:.0f} seconds",
        "",
        "| case | form | answers | without answer | pages | switches | languages shown | document |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in report.held:
        talk, seen = one.report, ", ".join(sorted(one.report.seen))
        document = f"documents/{one.document.name}" if one.document is not None else ""
        cells = (
            one.number,
            one.form,
            talk.answers,
            talk.non_answers,
            talk.pages,
            talk.switches,
            seen,
            document,
        )
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    lines += [
        "",
        "## Check the batch without this program",
        "",
        "```sh",
        f"tar xf batch/{batch}",
        f"{verify} -n intake-batch -s header.json.sig < header.json",
        "sha256sum payload.age   # the value in header.json",
        "age -d -i keys/central.key payload.age | tar t",
        "```",
    ]
    return lines
