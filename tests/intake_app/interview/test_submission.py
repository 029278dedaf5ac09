"""What leaves an interview: the OpenRosa submission, the lines to read back, the coded answers."""

from xml.etree import ElementTree as ET

from tests.intake_app.interview.scenario import Scenario

FORM = """
| survey |
| | type | name | label::English (en) | label::Deutsch (de) | relevant | save_to | bind::intake:sensitivity | required |
| | text | name | Name | Name | | | P2 | |
| | begin_group | g | Group | Gruppe | | | | |
| | select_one yn | consent | Consent? | Einverstanden? | | | | |
| | select_multiple yn | both | Both? | Beide? | ${consent} = 'yes' | | | |
| | end_group | | | | | | | |
| | begin_repeat | p | Person | Person | | | | |
| | integer | age | Age | Alter | | | | |
| | end_repeat | | | | | | | |
| | note | bye | Bye ${name} | Tschüss ${name} | | | | |
| choices |
| | list_name | name | label::English (en) | label::Deutsch (de) |
| | yn | yes | Yes | Ja |
| | yn | no | No | Nein |
| settings |
| | form_id | version | instance_name |
| | sub | 3 | concat('I ', ${name}) |
"""  # noqa: E501


PLAIN = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:orx="http://openrosa.org/xforms" xmlns:my="http://example.org/my"><h:head><h:title>Plain</h:title><model>
 <instance><data id="plain" orx:version="7" my:kind="k"><a by="x">1</a><my:b/><p no="1"><c/></p>
 <hidden gone="1"/><orx:meta><orx:instanceID/></orx:meta></data></instance>
 <bind id="b" nodeset="/data/my:b" calculate="concat(/data/a, '/', /data/orx:meta/orx:instanceID)"/>
 <bind nodeset="/data/hidden" relevant="false()"/></model></h:head><h:body>
 <input ref="/data/a"><label>A</label><setvalue event="xforms-value-changed" bind="b" value="'said'"/></input>
 <repeat nodeset="/data/p"><input ref="/data/p/c"><label>C</label></input></repeat></h:body></h:html>"""


def filled() -> Scenario:
    scenario = Scenario(FORM)
    scenario.answers(name="<Ada & Co>")
    scenario.answer("/data/g/consent", "yes")
    scenario.answer("/data/g/both", "yes no")
    scenario.add("/data/p")
    scenario.answer("/data/p[2]/age", 7)
    return scenario


def test_the_submission_is_openrosa() -> None:
    scenario = filled()
    root = ET.fromstring(scenario.interview.submission_xml())
    assert (root.get("id"), root.get("version")) == ("sub", "3")
    assert root.findtext("name") == "<Ada & Co>"
    assert root.findtext("g/both") == "yes no"
    assert [person.findtext("age") or None for person in root.findall("p")] == [None, "7"]
    texts = {each.tag.rpartition("}")[2]: each.text for each in root.iter()}
    assert (texts["instanceID"] or "").startswith("uuid:")
    assert texts["instanceName"] == "I <Ada & Co>"


def test_names_with_prefixes_lead_to_their_place_and_attributes_are_kept() -> None:
    scenario = Scenario(PLAIN)
    assert scenario.value("/data/my:b") == "1/"
    scenario.answer("/data/orx:meta/orx:instanceID", "uuid:x")
    assert scenario.value("/data/my:b") == "1/uuid:x"
    scenario.answer("/data/a", 2)
    assert scenario.value("/data/my:b") == "said", "the action names a bind"
    scenario.add("/data/p")
    root = ET.fromstring(scenario.interview.submission_xml())
    assert (root.attrib.pop("id"), root.attrib.pop("version")) == ("plain", "7")
    assert [(each.tag, each.attrib) for each in root.iter() if each.attrib] == [
        ("data", {"{http://example.org/my}kind": "k"}), ("a", {"by": "x"}), *[("p", {"no": "1"})] * 2,
    ]  # fmt: skip


def test_a_group_out_of_sight_is_left_out_whole() -> None:
    scenario = filled()
    scenario.answer("/data/g/consent", "no")
    assert ET.fromstring(scenario.interview.submission_xml()).find("g/both") is None


def test_the_lines_read_in_all_languages() -> None:
    scenario = filled()
    scenario.interview.decline("/data/p[1]/age", "declined")
    scenario.interview.note("/data/name", "spelled by the client")
    lines = {line.ref: line for line in scenario.interview.reading_lines()}
    assert lines["/data/g/both"].values == {"English (en)": "Yes, No", "Deutsch (de)": "Ja, Nein"}
    assert lines["/data/g"].kind == "section"
    assert lines["/data/g/consent"].depth == 1
    assert lines["/data/p[2]"].kind == "repeat"
    assert lines["/data/p[1]/age"].non_answer == "declined"
    assert lines["/data/bye"].labels["Deutsch (de)"] == "Tschüss <Ada & Co>"
    assert lines["/data/name"].note == "spelled by the client"


def test_coded_answers_flag_free_text_and_keep_sensitivity() -> None:
    scenario = filled()
    found = {each["ref"]: each for each in scenario.interview.coded_answers()}
    assert found["/data/name"]["is_free_text"]
    assert found["/data/g/both"]["values"] == ["yes", "no"]
    assert not found["/data/g/consent"]["is_free_text"]
    assert found["/data/p[2]/age"]["value"] == "7"
    assert not any("meta" in ref for ref in found)


def test_times_leave_in_full_and_stay_as_typed_inside() -> None:
    scenario = Scenario("""
    | survey |
    | | type | name | label |
    | | time | t | At |
    | | dateTime | d | When |
    """)
    for typed, left in (
        ("10:45", "10:45:00.000Z"),
        ("10:45:07.5+02:00", "10:45:07.500+02:00"),
        ("half past", "half past"),
    ):
        scenario.answers(t=typed)
        assert scenario.value("/data/t") == typed
        assert f"<t>{left}</t>" in scenario.interview.submission_xml()
    scenario.answers(d="2026-03-05T09:00")
    assert "<d>2026-03-05T09:00:00.000Z</d>" in scenario.interview.submission_xml()
    scenario.answers(d="2026-03-05")
    assert "<d>2026-03-05</d>" in scenario.interview.submission_xml()


def test_an_entity_is_named_as_its_form_says() -> None:
    scenario = Scenario("""
        | survey | | | | |
        | | type | name | label | save_to |
        | | text | tree | Tree | species |
        | entities | | | |
        | | dataset | label |
        | | trees | concat('A ', ${tree}) |
    """)
    scenario.answers(tree="lime")
    assert scenario.value("/data/meta/entity/label") == "A lime"
    entity = ET.fromstring(scenario.interview.submission_xml()).find("meta/entity")
    assert entity is not None
    assert (entity.get("dataset"), entity.get("create")) == ("trees", "1")
    assert scenario.interview.saved_fields() == {"species": "lime"}
