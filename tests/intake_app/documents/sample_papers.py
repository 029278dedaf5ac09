"""Fictional papers in German with a person's language, as the services hand them over. Sample data."""

import datetime

from intake_app.records.papers import (
    BatchNote,
    Checklist,
    ClientCopy,
    ConsentForm,
    Handover,
    ListedItem,
    Paper,
    PaperContact,
    PaperDate,
    PaperGoal,
    PaperHead,
    PaperRating,
    PaperStep,
    ReadText,
    RecoverySheet,
    SeenLine,
    ServicePlan,
    SpecialNeedsLetter,
    SupportLine,
    TrainingCertificate,
    TransparencySheet,
)

NOW = datetime.datetime(2026, 11, 23, 10, 42, tzinfo=datetime.UTC)
OWN_WORDS = {
    "ar": "أريد أن أتعلم الألمانية حتى المستوى B1 (دورة مسائية)، وأن أعمل بعد ذلك.",
    "fa-AF": "می‌خواهم تا سطح B1 آلمانی بیاموزم (کورس شبانه) و بعد کار کنم.",
    "ti": "ጀርመን ክሳብ B1 ክመሃር ደልየ (ናይ ምሸት ኮርስ)፣ ድሕሪኡ ክሰርሕ።",
    "uk": "Хочу вивчити німецьку до рівня B1 (вечірній курс), а потім працювати.",
    "ku": "Ez dixwazim heta asta B1 almanî hîn bibim (kursa êvarê), paşê bixebitim.",
    "ka": "მინდა ვისწავლო გერმანული B1 დონემდე (საღამოს კურსი) და შემდეგ ვიმუშაო.",
    "so": "Waxaan rabaa inaan Jarmalka barto ilaa heerka B1 (koorso fiidkii), dabadeedna aan shaqeeyo.",
}
NAMES = {
    "ar": "فاطمة نموذج",
    "fa-AF": "فاطمه نمونه",
    "ti": "ሳባ ኣብነት",
    "uk": "Олена Зразкова",
    "ka": "ნინო ნიმუში",
}


def head(tag: str = "ar", *, is_client_first: bool = True, **facts: object) -> PaperHead:
    languages = (tag, "de") if is_client_first else ("de", tag)
    return PaperHead(
        site="Ankunftszentrum Nord", counsellor="Ayşe Özdemir", made_at=NOW, languages=languages,
        case_number="K-2291-7", person="Muster, Fatima", person_original=NAMES.get(tag, ""), is_sample=True,
        **facts,  # type: ignore[arg-type]
    )  # fmt: skip


def goal(tag: str) -> PaperGoal:
    return PaperGoal(
        domain={"de": "Sprache", "en": "Language", "ar": "اللغة"},
        text={"de": "Deutsch bis B1 lernen (Abendkurs), dann arbeiten.", tag: OWN_WORDS.get(tag, "")},
        resources=({"de": "Schwester wohnt in Köln, Tel. 0221 5550-123", tag: NAMES.get(tag, "")},),
        steps=(
            PaperStep({"de": "Beim BAMF-Kursträger anmelden (§ 44 AufenthG)"}, "client", "", "2026-12-01"),
            PaperStep({"de": "Kinderbetreuung klären"}, "worker", "", "2026-12", status="appointment"),
            PaperStep({"de": "Zum ersten Termin begleiten"}, "third", "Nachbarschaftsverein „Brücke“", ""),
        ),
        due_on="2027-06", review_on="2027-01-15", is_interpreted=True, specific="Kurs an zwei Abenden",
        measure="Zertifikat B1", accepted="will als Schneiderin arbeiten", realistic="Schwester hilft",
        attainment=-1,
    )  # fmt: skip


def client_copy(tag: str = "ar", goals: int = 2) -> ClientCopy:
    return ClientCopy(
        head=head(tag),
        goals=(goal(tag),) * goals,
        dates=(
            PaperDate("2026-12-01", "step", {"de": "Beim BAMF-Kursträger anmelden"}),
            PaperDate("2026-12-04", "appointment", {"de": "Jobcenter Köln-Kalk, Zimmer 2.14, 9:30 Uhr"}),
            PaperDate("2027-01-15", "review", {"de": "Deutsch bis B1", tag: OWN_WORDS.get(tag, "")}),
        ),
        contacts=(
            PaperContact("Ayşe Özdemir", "counsellor", ("Ankunftszentrum Nord",)),
            PaperContact(
                "Jobcenter Köln",
                "office",
                (
                    "Luxemburger Straße 121",
                    "+49 221 9429-0",
                    "info@jc.example",
                    "https://jobcenter.example/koeln",
                ),
            ),
        ),
    )


def consent_form(tag: str = "ar") -> ConsentForm:
    parts = (
        "Darf ich mit Jobcenter Köln über Sie sprechen?",
        "Ich habe Schweigepflicht.",
        "Sie entscheiden frei.",
    )
    return ConsentForm(
        head=head(tag),
        version="K-SPE/1",
        recipient="Jobcenter Köln",
        categories=("contact", "language"),
        texts=(ReadText(tag, "de", True, parts), ReadText("de", "de", False, parts)),
    )


def handover(tag: str = "ar", letter: str = "") -> Handover:
    return Handover(
        head=head(tag, is_client_first=False),
        recipient="Jobcenter Köln",
        categories=("contact", "language", "goal", "resources", "needs"),
        consent_on="2026-11-20",
        consent_language=tag,
        contact=("+49 170 1234567",),
        languages=(tag, "fr"),
        goal=goal(tag),
        resources=(ListedItem({"de": "Arbeit"}, {"de": "Schneiderin, 8 Jahre"}),),
        needs=(ListedItem({"de": "Sprache"}, {"de": "Deutschkurs", tag: OWN_WORDS.get(tag, "")}),),
        letter=letter,
    )


def all_papers(tag: str = "ar") -> dict[str, Paper]:
    return {
        "copy": client_copy(tag),
        "consent": consent_form(tag),
        "handover": handover(tag),
        "letter": handover(tag, "Sehr geehrte Damen und Herren,\nich bitte um einen Termin für Frau Muster."),
        "plan": ServicePlan(
            head=head(tag, is_client_first=False),
            goals=(goal(tag),),
            dates=client_copy(tag).dates,
            ratings=(
                PaperRating({"de": "Sprache"}, 3, 2, 3, 3, "U1"),
                PaperRating({"de": "Wohnen"}, 1, None, 4, 3, "U2"),
            ),
            rated_on="2026-11-19",
            resources=({"de": "Schneiderin, 8 Jahre"},),
        ),
        "special": SpecialNeedsLetter(
            head=head(tag, is_client_first=False),
            recipient="BAMF Köln",
            consent_on="2026-11-20",
            categories=({"de": "Schwangere"},),
            application_on="2026-11-02",
            supports=(
                SupportLine(
                    "reception",
                    {"de": "Zimmer in der Nähe der Waschräume"},
                    owner="Heimleitung",
                    due_on="2026-11-27",
                ),
                SupportLine("procedural", {"de": "Anhörung mit Dolmetscherin"}),
            ),
        ),
        "checklist": Checklist(
            head=head(tag),
            groups=(
                (
                    {"de": "Gesundheit", "ar": "الصحة"},
                    ({"de": "Notruf bekannt: 112 (Arzt, Feuer)", "ar": "أعرف أرقام الطوارئ: 112 (الطبيب)"},),
                ),
            ),
        ),
        "transparency": TransparencySheet(
            head=head(tag),
            passed_on=(
                SeenLine(NOW, "Ayşe Özdemir", "passed on", "Jobcenter Köln", ("contact", "language")),
            ),
            seen=(
                SeenLine(NOW, "Ayşe Özdemir", "data looked at", times=3),
                SeenLine(NOW, "S. Muster", "interview"),
            ),
            consents=(
                ("K-SPE", "given", "2026-11-20", "Jobcenter Köln"),
                ("K-TRANS", "refused", "2026-11-20", ""),
            ),
        ),
        "recovery": RecoverySheet(
            head=PaperHead("Ankunftszentrum Nord", "", NOW, ("de", "en"), is_sample=True),
            identity="AGE-SECRET-KEY-1" + "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" + "QPZRY9X8GF2TVDW0S3JN54KHCE",
            recipient="age1" + "qpzry9x8gf2tvdw0s3jn54khce6mua7l" * 2,
        ),
        "batch": BatchNote(
            head=PaperHead("Ankunftszentrum Nord", "S. Muster", NOW, ("de", "en"), is_sample=True),
            sequence=7,
            batch_id="0193f2",
            file="batch-7.intake",
            sha256="ab" * 32,
            recipient="1f2e 3d4c",
            counts=(("person", 12), ("interview", 14)),
        ),
        "certificate": TrainingCertificate(
            head=PaperHead("Ankunftszentrum Nord", "", NOW, ("de", tag), is_sample=True),
            name="Samuel Muster",
            training={"de": "Erstgespräche mit Dolmetschung führen"},
            begun_on="2026-11-16",
            ended_on="2026-11-18",
            hours=13.5,
            trainer="Dr. Ayşe Özdemir",
            topics=(
                {"de": "Fragen in zwei Sprachen, Regeln für Dolmetschende"},
                {"de": "Einwilligung und Schweigepflicht (§ 203 StGB)"},
            ),
        ),
    }
