"""Which services leave no line of their own in the log, and whose line covers them.

Every service that reads or changes a person leaves exactly one line. Those below read within an act that
has just left one (a page fetched again, a check before something is kept), or nothing about a person.
"""

NOBODY = ""  # nothing about a person who is advised

COVERED_BY: dict[str, str] = {
    # The page as it stands after an act on it; its opening was the look.
    "assessments.assessment_history": "assessments.open_assessment",
    "assessments.assessment_page": "assessments.open_assessment",
    "case_work.case_file": "case_work.open_case_work",
    "case_work.case_work_page": "case_work.open_case_work",
    "networks.network_page": "networks.open_network",
    "papers.papers_page": "papers.open_papers",
    "plans.plan_page": "plans.open_plan",
    "retention.retention_page": "retention.open_retention",
    "special_needs.special_needs_page": "special_needs.open_special_needs",
    "status.status_page": "status.open_status",
    # Parts of such a page.
    "barriers.barriers_of_case": "case_work.open_case_work",
    "cases.case_of": "persons.open_person",
    "cases.open_case": "persons.open_person",
    "cases.outline_case": "persons.open_person",
    "consents.consent_history": "persons.open_person",
    "disputes.disputes_of": "persons.open_person",
    "restrictions.demand_unrestricted": "erasure.ask_deletion",
    "restrictions.restriction_of": "persons.open_person",
    "evidence.offered_answers": "assessments.open_assessment",
    "retention.countdown": "retention.open_retention",
    "retention.days_kept": "persons.open_person",
    "special_needs.next_confidential_date": "special_needs.open_special_needs",
    "spared.spared_in_case": "persons.open_person",
    "survey_page.survey_page": "persons.open_person",
    "surveys.wave_open": "surveys.record_survey",
    # Parts of an interview that was opened.
    "attachments.attachments_of": "interviews.resume_interview",
    "attachments.read_attachment": "interviews.resume_interview",
    "disputes.noted_answers": "interviews.read_interview",
    "form_versions.draft_versions": "interviews.resume_interview",
    "form_versions.preview_move": "interviews.resume_interview",
    "interpreters.assignments": "interviews.resume_interview",
    "interviews.offered_fields": "interviews.complete_interview",
    "interviews.reading_of": "interviews.read_interview",
    # Papers: the paper that was made leaves the line.
    "papers.consent_to_sign": "papers.note_paper",
    "papers.gather_paper": "papers.note_paper",
    "papers.special_needs_paper": "papers.note_paper",
    "subject_access.subject_sheet": "papers.note_paper",
    "transparency.transparency_sheet": "papers.note_paper",
    # What is asked before something is kept, sent or erased.
    "barriers.traces_in": "barriers.pass_on_barrier",
    "batch_selection.approved_interviews": "batches.record_sealed",
    "batch_selection.case_of": "batches.record_sealed",
    "batch_selection.chosen_interview": "batches.record_sealed",
    "batch_selection.interview_record": "batches.record_sealed",
    "batch_selection.reason_to_hold_back": "batches.record_sealed",
    "batch_selection.records_around": "batches.record_sealed",
    "batch_selection.transfer_consent": "batches.record_sealed",
    "barriers.new_barrier": "barriers.note_barrier",
    "consents.demand_storage": "interviews.begin_interview",
    "erasure.preview_deletion": "erasure.ask_deletion",
    "offers.wish_for": "plans.open_plan",
    "persons.likely_same_persons": "persons.record_person",
    "persons.search_persons": "persons.note_search",
    "referrals.consent_towards": "referrals.refer",
    "referrals.preview_handover": "referrals.hand_over",
    "referrals.stopped_by_withdrawal": "consents.record_consent",
    "spared.note_spared": "interviews.begin_interview",
    # The lists one begins the day with: names and dates, shown to who has unlocked.
    "interviews.drafts": "workspace.unlock_workspace",
    "interviews.returned": "workspace.unlock_workspace",
    "persons.recent_persons": "workspace.unlock_workspace",
    "plans.due_measures": "workspace.unlock_workspace",
    "reviews.review_queue": "workspace.unlock_workspace",
    "special_needs.confidential_deadlines": "workspace.unlock_workspace",
    "special_needs.waiting_for_me": "workspace.unlock_workspace",
    "status.dates_ahead": "workspace.unlock_workspace",
    # Figures, settings and the agency's own people.
    "batches.batches": NOBODY,
    "batches.central_key": NOBODY,
    "coverage.coverage": NOBODY,
    "findings.structural_findings": NOBODY,
    "interpreters.interpreters": NOBODY,
    "papers.batch_paper": NOBODY,
    "referrals.provider_of": NOBODY,
    "sample_central.allow_device": NOBODY,
    "spared.spared_in_all": NOBODY,
    "special_needs.is_open_to": NOBODY,
    "surveys.cohort": NOBODY,
    "surveys.item_texts": NOBODY,
}
# Acts in two steps, each with its own line: what was asked for, and what came of it.
IN_TWO_STEPS: frozenset[str] = frozenset({
    "erasure.confirm_deletion", "erasure.confirm_deletion_beside", "special_needs.raise_alarm",
})  # fmt: skip
