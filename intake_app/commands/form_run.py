"""``intake-app form run``: one request a line, one answer a line, an interview without a screen.

Every outside check drives the form engine through here. Whatever is refused is answered with
``{"error": …}`` and the run goes on; nothing is written anywhere.
"""

import argparse
import datetime
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import msgspec

from intake_app.commands.form_eval import evaluate_request
from intake_app.errors import IntakeError
from intake_app.forms import FormDefinition, FormReading, read_form, read_xform
from intake_app.interview import Interview
from intake_app.records.finding import FormFinding

Answer = dict[str, Any]


class BadRequest(Exception):
    """A request that names no known operation, or lacks what it needs."""


def run(options: argparse.Namespace) -> int:
    """Answer requests from standard input until it ends; always returns 0: refusals are answers."""
    runner = FormRun()
    if options.file is not None:
        answer = runner.answer({"op": "load", "file": str(options.file)})
        if "error" in answer:
            print(answer["error"], file=sys.stderr)
            return 1
    answer_lines(runner, sys.stdin, sys.stdout)
    return 0


def answer_lines(runner: "FormRun", requests: TextIO, answers: TextIO) -> None:
    """Answer every line of ``requests``; blank lines are passed over."""
    for line in requests:
        if line.strip():
            answers.write(json.dumps(runner.answer_line(line), ensure_ascii=False) + "\n")
            answers.flush()


class FormRun:
    """One run: at most one interview at a time."""

    def __init__(self) -> None:
        self._interview: Interview | None = None
        self._now: datetime.datetime | None = None
        self._operations: dict[str, Callable[[dict[str, Any]], Answer]] = {
            "eval": evaluate_request,
            "load": self._load,
            "set": self._set,
            "add": self._add,
            "remove": self._remove,
            "state": self._state,
            "choices": self._choices,
            "language": self._language,
            "reload": self._reload,
            "xml": self._xml,
            "finish": self._finish,
        }

    def answer_line(self, line: str) -> Answer:
        """Answer one line of JSON."""
        try:
            request = json.loads(line)
        except ValueError:
            return {"error": "The line is not JSON."}
        if not isinstance(request, dict):
            return {"error": "A request is a JSON object."}
        return self.answer(request)

    def answer(self, request: dict[str, Any]) -> Answer:
        """Answer one request."""
        operation = self._operations.get(str(request.get("op")))
        if operation is None:
            return {
                "error": f"Unknown operation {request.get('op')!r}; known: {', '.join(self._operations)}."
            }
        try:
            return operation(request)
        except IntakeError as trouble:
            return {"error": trouble.in_english()}
        except BadRequest as trouble:
            return {"error": str(trouble)}

    # -- operations ---------------------------------------------------------------------------------

    def _load(self, request: dict[str, Any]) -> Answer:
        self._interview = None
        now = _moment(request.get("now"))
        self._now = now
        attachments = Path(_needed(request, "attachments")) if request.get("attachments") else None
        if request.get("xform") is not None:
            reading = read_xform(str(request["xform"]), attachments)
        elif request.get("markdown") is not None:
            reading = _read_markdown(str(request["markdown"]), attachments)
        else:
            reading = read_form(Path(_needed(request, "file")), attachments)
        findings = [_finding(each) for each in reading.findings]
        form = reading.definition
        if form is None:
            reasons = "; ".join(each["message"] for each in findings if each["severity"] == "error")
            return {"error": f"The form is refused: {reasons}", "findings": findings}
        seed = request.get("seed")
        if not isinstance(seed, int | None):
            raise BadRequest(f"seed is not a whole number: {seed}")
        language = request.get("language")
        self._interview = Interview.begin(
            form,
            language=None if language is None else _language(form, str(language)),
            now=now or _clock(),
            timezone=now.tzinfo if now else None,
            user=str(request.get("user", "")),
            device=str(request.get("device", "")),
            seed=seed,
        )
        return {
            "form": form.form_id,
            "version": form.version,
            "languages": [language.name for language in form.languages],
            "findings": findings,
        }

    def _set(self, request: dict[str, Any]) -> Answer:
        value = request.get("value")
        changes = self._open().answer(_needed(request, "ref"), _as_text(value), now=self._moment())
        answer: Answer = {"changed": list(changes.nodes), "valid": changes.valid, "message": changes.message}
        if changes.cleared:
            answer["cleared"] = list(changes.cleared)
        return answer

    def _add(self, request: dict[str, Any]) -> Answer:
        return {"changed": list(self._open().add_repeat(_needed(request, "ref")).nodes)}

    def _remove(self, request: dict[str, Any]) -> Answer:
        return {"changed": list(self._open().remove_repeat(_needed(request, "ref")).nodes)}

    def _state(self, _request: dict[str, Any]) -> Answer:
        interview = self._open()
        return {
            "nodes": [
                {
                    "ref": node.ref,
                    "value": node.value,
                    "relevant": node.relevant,
                    "required": node.required,
                    "readonly": node.readonly,
                    "valid": node.valid,
                    "label": interview.label(node.ref),
                    "hint": interview.hint(node.ref),
                }
                for node in interview.nodes()
            ]
        }

    def _choices(self, request: dict[str, Any]) -> Answer:
        found = self._open().choices(_needed(request, "ref"))
        return {"choices": [{"value": choice.value, "label": choice.label} for choice in found]}

    def _language(self, request: dict[str, Any]) -> Answer:
        interview = self._open()
        interview.set_language(_language(interview.form, _needed(request, "name")))
        return {"ok": True}

    def _reload(self, _request: dict[str, Any]) -> Answer:
        interview = self._open()
        self._interview = Interview.resume(interview.form, interview.state(), now=self._moment())
        return {"ok": True}

    def _xml(self, _request: dict[str, Any]) -> Answer:
        return {"xml": self._open().submission_xml()}

    def _finish(self, _request: dict[str, Any]) -> Answer:
        interview = self._open()
        findings = interview.finish(self._moment())
        return {
            "findings": [
                {"ref": each.ref, "message": _said(each.message, interview.language, each.kind)}
                for each in findings
            ]
        }

    def _open(self) -> Interview:
        if self._interview is None:
            raise BadRequest("No form is loaded.")
        return self._interview

    def _moment(self) -> datetime.datetime:
        """Return the moment the run was told to live in, else the device's clock."""
        return self._now or _clock()


def _clock() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).astimezone()


def _moment(text: object) -> datetime.datetime | None:
    if not text:
        return None
    try:
        moment = datetime.datetime.fromisoformat(str(text))
    except ValueError:
        raise BadRequest(f"now is not an ISO 8601 moment: {text}") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _language(form: FormDefinition, said: str) -> str:
    """Return the form's own name of a language that may be called by its code (``de``) or without it."""
    named = [each.name for each in form.languages]
    if said in named:
        return said
    alike = [each.name for each in form.languages if said in (each.tag, each.name.partition(" (")[0])]
    return alike[0] if len(alike) == 1 else said


def _needed(request: dict[str, Any], name: str) -> str:
    value = request.get(name)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"The request needs a text {name!r}.")
    return value


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    return str(value)


def _read_markdown(text: str, attachments: Path | None) -> FormReading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.md"
        path.write_text(text, encoding="utf-8")
        return read_form(path, attachments)


def _finding(finding: FormFinding) -> Answer:
    said: Answer = msgspec.to_builtins(finding)
    said["message"] = _filled(finding.what, finding)
    said["remedy"] = _filled(finding.mend, finding)
    return said


def _filled(text: str, finding: FormFinding) -> str:
    return text.format(**finding.facts) if finding.facts else text


def _said(message: dict[str, str], language: str, kind: str) -> str:
    """Return the form's own word on a finding, or a plain one."""
    plain = {
        "required": "An answer is required.",
        "constraint": "The answer is not allowed.",
        "type": "The answer is not of the question's type.",
    }
    return message.get(language) or next(iter(message.values()), "") or plain[kind]
