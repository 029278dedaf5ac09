"""A plain XForm, as ODK Central or KoboToolbox offers it or a hand wrote it, installs like a spreadsheet."""

from pathlib import Path

import pytest

from intake_app.forms import read_form, read_xform
from intake_app.forms.definition import Choice, Output
from intake_app.forms.tree import nodes

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><h:html xmlns="http://www.w3.org/2002/xforms" '
    'xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" '
    'xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:entities="http://www.opendatakit.org/xforms/entities">'
)


def form(model: str, body: str = "", title: str = "T") -> str:
    head = f"<h:head><h:title>{title}</h:title><model>{model}</model></h:head>"
    return f"{HEAD}{head}<h:body>{body}</h:body></h:html>"


def good(xml: str, attachments: Path | None = None):
    reading = read_xform(xml, attachments)
    assert reading.definition is not None, reading.findings
    return reading.definition


def node(definition, name: str):
    return next(node for node in nodes(definition) if node.name == name)


def test_inline_items_keep_their_texts_per_language() -> None:
    xml = form(
        '<itext><translation lang="French (fr)"><text id="y"><value>Oui</value></text></translation>'
        '<translation lang="Arabic" default="true()"><text id="y"><value>نعم</value></text>'
        "</translation></itext>"
        '<instance><data id="f" version="2"><q/></data></instance><bind nodeset="/data/q" type="select1"/>',
        '<select1 ref="/data/q"><label>Q</label><item><label ref="jr:itext(\'y\')"/><value>yes</value></item>'
        "<item><label>No</label><value>no</value></item></select1>",
    )
    definition = good(xml)
    assert [(language.name, language.tag) for language in definition.languages] == [
        ("French (fr)", "fr"),
        ("Arabic", "ar"),
    ]
    assert definition.default_language == "Arabic"
    asked = node(definition, "q")
    assert asked.data_type == "string"
    assert asked.choices[0] == Choice("yes", asked.choices[0].label)
    assert asked.choices[0].label.texts == {"French (fr)": ("Oui",), "Arabic": ("نعم",)}
    assert asked.choices[1].label.texts == {"Arabic": ("No",)}


def test_binds_become_the_properties_of_a_question() -> None:
    xml = form(
        '<instance><data id="f"><g><q>7</q></g></data></instance>'
        '<bind nodeset="/data/g" relevant=" true() "/>'
        '<bind nodeset="/data/g/q" type="xsd:int" required="true()" constraint=". &gt; 3" '
        'jr:constraintMsg="Too few" jr:requiredMsg="Say it" readonly="false()" calculate="1 + 1" '
        'entities:saveto="age" jr:preload="property" jr:preloadParams="deviceid"/>',
        '<group ref="/data/g" appearance="field-list w2"><label>G</label><input ref="/data/g/q" rows="3">'
        '<label>A <output value=" ../q "/> b</label><hint>H</hint></input></group>',
    )
    definition = good(xml)
    group, asked = node(definition, "g"), node(definition, "q")
    assert (group.kind, group.relevant, group.appearance) == ("group", "", ("field-list", "w2"))
    assert (asked.data_type, asked.required, asked.constraint, asked.readonly) == (
        "int",
        "true()",
        ". > 3",
        "",
    )
    assert (asked.default, asked.calculate, asked.saveto) == ("7", "1 + 1", "age")
    assert asked.preload == ("property", "deviceid")
    assert asked.constraint_message.texts == {"default": ("Too few",)}
    assert asked.required_message.texts == {"default": ("Say it",)}
    assert asked.label.texts == {"default": ("A ", Output("../q"), " b")}
    assert asked.parameters == {"rows": "3"}


def test_a_repeat_knows_its_count_template_and_first_instances() -> None:
    xml = form(
        '<instance><data id="f"><n/><r jr:template=""><a>1</a></r><r><a>1</a></r><r><a>2</a></r>'
        '<s jr:template=""><b/></s></data></instance>',
        '<input ref="/data/n"><label>N</label></input>'
        '<group ref="/data/r"><label>R</label><repeat nodeset="/data/r" jr:count="/data/n" '
        'jr:noAddRemove="true()"><input ref="a"><label>A</label></input></repeat></group>'
        '<group><label>S</label><repeat nodeset="/data/s"><input ref="/data/s/b"><label>B</label>'
        "</input></repeat></group>",
    )
    definition = good(xml)
    first, second = node(definition, "r"), node(definition, "s")
    assert (first.kind, first.repeat_count, first.no_add_remove) == ("repeat", "/data/n", True)
    assert first.label.texts == {"default": ("R",)}
    assert first.initial_count == 2
    assert [children[0].default for children in first.initial] == ["1", "2"]
    assert (second.initial_count, second.initial) == (0, ())
    assert second.label.texts == {"default": ("S",)}
    assert node(definition, "a").label.texts == {"default": ("A",)}


def test_actions_keep_target_events_value_and_trigger() -> None:
    xml = form(
        '<instance><data id="f"><a/><b/><c/><p/></data></instance>'
        '<setvalue event="odk-instance-first-load" ref="/data/a" value="uuid()"/>'
        '<setvalue event="odk-instance-first-load odk-new-repeat" ref="/data/b">it\'s</setvalue>'
        '<odk:setgeopoint event="odk-instance-first-load" ref="/data/p"/>',
        '<input ref="/data/a"><label>A</label>'
        '<setvalue event="xforms-value-changed" ref="/data/c" value="now()"/></input>',
    )
    reading = read_xform(xml)
    assert reading.definition is not None
    actions = [(a.target, a.events, a.value, a.trigger) for a in reading.definition.actions]
    assert actions == [
        ("/data/a", ("odk-instance-first-load",), "uuid()", ""),
        ("/data/b", ("odk-instance-first-load", "odk-new-repeat"), '"it\'s"', ""),
        ("/data/c", ("xforms-value-changed",), "now()", "/data/a"),
    ]
    assert [finding.facts["name"] for finding in reading.findings] == ["setgeopoint"]


def test_controls_other_than_plain_input() -> None:
    xml = form(
        '<instance><data id="f"><r/><k/><t/><u/><s/><x/></data></instance>'
        '<instance id="c"><root><item><name>a</name><label>A</label></item></root></instance>'
        '<bind nodeset="/data/r" type="int"/><bind nodeset="/data/k" type="odk:rank"/>'
        '<bind nodeset="/data/u" type="binary" orx:max-pixels="640"/>',
        '<range ref="/data/r" start="1" end="5" step="0.5"><label>R</label></range>'
        '<odk:rank ref="/data/k"><label>K</label>'
        "<itemset nodeset=\"randomize(instance('c')/root/item[name != ','], 4)\">"
        '<value ref="name"/><label ref="label"/></itemset></odk:rank>'
        '<trigger ref="/data/t"><label>T</label></trigger>'
        '<upload ref="/data/u" mediatype="image/*"><label>U</label></upload>'
        '<secret ref="/data/s"><label>S</label></secret><nonsense ref="/data/x"/>',
    )
    reading = read_xform(xml)
    definition = reading.definition
    assert definition is not None
    assert node(definition, "r").parameters == {"start": "1", "end": "5", "step": "0.5"}
    rank = node(definition, "k")
    assert (rank.control, rank.data_type) == ("rank", "string")
    assert rank.itemset is not None
    assert (rank.itemset.nodeset, rank.itemset.seed) == ("instance('c')/root/item[name != ',']", "4")
    assert rank.itemset.is_randomized
    assert node(definition, "t").control == "trigger"
    assert (node(definition, "u").media_type, node(definition, "u").parameters) == (
        "image/*",
        {"max-pixels": "640"},
    )
    assert node(definition, "s").appearance == ("masked",)
    assert [finding.facts["name"] for finding in reading.findings if "name" in finding.facts] == ["nonsense"]


def test_a_question_without_a_place_in_the_data_is_left_out_and_said() -> None:
    xml = form(
        '<instance><data id="f"><a/></data></instance>',
        '<input ref="/data/a"><label>A</label></input><input ref="/data/b"><label>B</label></input>',
    )
    reading = read_xform(xml)
    assert [finding.facts for finding in reading.findings] == [{"path": "/data/b"}]


def test_prefixed_meta_stays_prefixed_and_names_the_instance() -> None:
    xml = form(
        '<instance><data id="f" xmlns="http://example.org/own"><a/><orx:meta><orx:instanceID/><orx:instanceName/>'
        "</orx:meta></data></instance>"
        '<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid" type="string"/>'
        '<bind nodeset="/data/orx:meta/orx:instanceName" calculate="concat(/data/a, \'x\')"/>'
    )
    definition = good(xml)
    assert [node.ref for node in nodes(definition)][2:] == [
        "/data/orx:meta",
        "/data/orx:meta/orx:instanceID",
        "/data/orx:meta/orx:instanceName",
    ]
    assert definition.instance_name == "concat(/data/a, 'x')"
    assert definition.namespaces["orx"] == "http://openrosa.org/xforms"
    assert node(definition, "orx:instanceID").preload == ("uid", "")


def test_external_lists_come_from_csv_xml_and_geojson(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("\ufeffname;label\na;A\nb;\n", encoding="utf-8")
    (tmp_path / "x.xml").write_text(
        "<root><item><name>a</name><label>A</label></item></root>", encoding="utf-8"
    )
    (tmp_path / "g.geojson").write_text(
        '{"type":"FeatureCollection","features":[{"type":"Feature","id":"p","geometry":'
        '{"type":"Point","coordinates":[11.5,48.1]},"properties":{"title":"P","n":3}}]}',
        encoding="utf-8",
    )
    (tmp_path / "bad.geojson").write_text("[", encoding="utf-8")
    sources = {"c": "file-csv/c.csv", "x": "file/x.xml", "g": "file/g.geojson", "bad": "file/bad.geojson",
               "gone": "file-csv/gone.csv"}  # fmt: skip
    xml = form(
        '<instance><data id="f"><a/></data></instance>'
        + "".join(f'<instance id="{id_}" src="jr://{source}"/>' for id_, source in sources.items())
    )
    reading = read_xform(xml, tmp_path)
    assert reading.definition is not None
    tables = {table.id: table for table in reading.definition.instances}
    assert (tables["c"].columns, tables["c"].rows) == (("name", "label"), (("a", "A"), ("b", "")))
    assert tables["x"].rows == (("a", "A"),)
    assert dict(zip(tables["g"].columns, tables["g"].rows[0], strict=True)) == {
        "geometry": "48.1 11.5 0 0",
        "id": "p",
        "title": "P",
        "n": "3",
    }
    assert [id_ for id_, table in tables.items() if table.is_missing] == ["bad", "gone"]
    assert {finding.severity for finding in reading.findings} == {"warning"}


def test_an_instance_that_is_no_table_keeps_its_xml() -> None:
    xml = form(
        '<instance><data id="f"><a/></data></instance>'
        '<instance id="w"><world><state code="x"><town>A</town><town>B</town></state></world></instance>'
    )
    (table,) = good(xml).instances
    assert table.columns == ()
    assert "<town>B</town>" in table.xml
    assert 'code="x"' in table.xml


def test_guidance_pictures_and_sounds_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"picture")
    xml = form(
        '<itext><translation lang="en"><text id="q:label"><value>Q</value><value form="image">jr://images/a.png</value>'
        '<value form="audio">jr://audio/b.mp3</value></text><text id="q:hint"><value>H</value>'
        '<value form="guidance">More</value></text></translation>'
        '<translation lang="fr"><text id="q:label"><value>-</value></text></translation></itext>'
        '<instance><data id="f"><q/></data></instance>',
        '<input ref="/data/q"><label ref="jr:itext(\'q:label\')"/><hint ref="jr:itext(\'q:hint\')"/></input>',
    )
    reading = read_xform(xml, tmp_path)
    assert reading.definition is not None
    asked = node(reading.definition, "q")
    assert asked.label.texts == {"en": ("Q",)}  # the filler is no French text
    assert asked.label.image == {"en": "a.png"}
    assert asked.label.audio == {"en": "b.mp3"}
    assert asked.hint.guidance == {"en": ("More",)}
    assert reading.definition.media == {"a.png": b"picture"}
    assert [f.facts["file"] for f in reading.findings if "file" in f.facts] == ["b.mp3"]


@pytest.mark.parametrize("suffix", [".xml", ".xhtml"])
def test_an_xform_file_is_read_like_any_form_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"f{suffix}"
    body = '<input ref="/data/a"><label>A</label></input>'
    path.write_text(form('<instance><data id="f"><a/></data></instance>', body), encoding="utf-8")
    definition = read_form(path).definition
    assert definition is not None
    assert definition.form_id == "f"
    assert node(definition, "a").source_row is None
