"""kill -9 in the middle of answering: every acknowledged answer is there when the workspace opens again."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from intake_app.services import forms, interviews, persons
from intake_app.services import workspace as service
from intake_app.vault import interviews as interview_sql
from tests.intake_app.services.people import draft
from tests.intake_app.services.small_form import SMALL_FORM, read_small_form
from tests.intake_app.vault.sample import COUNSELLOR, NOW, Sample

KILLS = 10

SCRIPT = """
import sys
from pathlib import Path
from intake_app.records.interview_record import InterviewEvent
from intake_app.services import interviews, workspace
from tests.intake_app.vault.sample import NOW

folder, user, passphrase, interview_id = Path(sys.argv[1]), *sys.argv[2:5]
opened = workspace.unlock_workspace(folder, user_id=user, passphrase=passphrase, now=NOW)
draft = interviews.resume_interview(opened, interview_id=interview_id, now=NOW)
living = draft.interview
n = int(living.value("/data/name") or 0)
print("go", n, flush=True)
while True:
    n += 1
    living.answer("/data/name", str(n))
    interviews.keep_event(
        opened, interview_id=interview_id, event=InterviewEvent("answer", "/data/name", str(n)),
        state=living.state(), answered=1, asked=1, language="", client_language="", now=NOW,
    )
    sys.stdout.write(f"{n}\\n")
    sys.stdout.flush()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no kill -9")
def test_no_acknowledged_answer_is_lost(sample: Sample) -> None:
    chance = random.Random(7)
    workspace = sample.unlock()
    forms.keep_form(workspace, definition=read_small_form(), now=NOW)
    person = persons.record_person(workspace, draft=draft("Anna"), now=NOW)
    begun = interviews.begin_interview(
        workspace, case_id=person.case.id, form_id=SMALL_FORM, language="", client_language="", now=NOW
    )
    interview_id = begun.record.id
    workspace.vault.close()
    for _ in range(KILLS):
        acknowledged = answer_until_killed(sample, interview_id, chance.uniform(0.01, 0.25))
        workspace = sample.unlock()
        found = interviews.resume_interview(workspace, interview_id=interview_id, now=NOW)
        kept = int(found.interview.value("/data/name") or 0)
        # The answer that was on its way may be there as well; it was never said to be saved.
        assert acknowledged <= kept <= acknowledged + 1
        answers = [
            one.event.value
            for one in interview_sql.events(workspace.database, interview_id)
            if one.event.kind == "answer"
        ]
        assert answers == [str(n) for n in range(1, kept + 1)]
        service.check_workspace(workspace)
        workspace.vault.close()
    assert kept > KILLS


def answer_until_killed(sample: Sample, interview_id: str, seconds: float) -> int:
    """Let a process answer for a while, kill it, return the last answer it acknowledged."""
    facts = [str(sample.folder), sample.users[1].id, COUNSELLOR.passphrase, interview_id]
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, *facts], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    go, start = process.stdout.readline().split()
    assert go == "go"
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    rest = process.stdout.read()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    whole = [int(line) for line in rest.split("\n")[:-1]]
    return whole[-1] if whole else int(start)
