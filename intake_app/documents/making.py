"""Which paper is made by which module."""

from collections.abc import Callable
from typing import Any

from intake_app.documents.arrival_checklist import make_checklist
from intake_app.documents.batch_note import make_batch_note
from intake_app.documents.client_copy import make_client_copy
from intake_app.documents.consent_form import make_consent_form
from intake_app.documents.handover_sheet import make_handover_sheet
from intake_app.documents.recovery_sheet import make_recovery_sheet
from intake_app.documents.service_plan import make_service_plan
from intake_app.documents.special_needs_letter import make_special_needs_letter
from intake_app.documents.statistics_report import make_statistics_report
from intake_app.documents.subject_access import make_subject_access
from intake_app.documents.training_certificate import make_training_certificate
from intake_app.documents.transparency_sheet import make_transparency_sheet
from intake_app.documents.unswept import unswept
from intake_app.records import figures, papers

_MAKERS: dict[type, Callable[[Any], papers.MadePaper]] = {
    papers.ClientCopy: make_client_copy,
    papers.ServicePlan: make_service_plan,
    papers.Handover: make_handover_sheet,
    papers.ConsentForm: make_consent_form,
    papers.SpecialNeedsLetter: make_special_needs_letter,
    papers.Checklist: make_checklist,
    papers.TransparencySheet: make_transparency_sheet,
    papers.SubjectAccess: make_subject_access,
    papers.RecoverySheet: make_recovery_sheet,
    papers.BatchNote: make_batch_note,
    papers.TrainingCertificate: make_training_certificate,
    figures.StatisticsReport: make_statistics_report,
}


@unswept()
def make_paper(paper: papers.Paper | figures.StatisticsReport) -> papers.MadePaper:
    """Return the finished paper; the same content gives the same bytes."""
    return _MAKERS[type(paper)](paper)
