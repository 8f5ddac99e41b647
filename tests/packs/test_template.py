"""The checked part of Jinja2: thirty good templates render, seventy hostile ones are refused before they are compiled."""

import contextlib
import random
import time

import pytest

from trainer.packs.casting import Draw
from trainer.packs.template import MAX_OUTPUT, BadTemplateError, render

VARIABLES = {"name": "王秀英", "id_no": "110105195001010028", "owed": "3600", "kind": "late", "long": "x" * 200_000}


def rendered(source: str, seed: int = 1) -> str:
    return render(source, VARIABLES, Draw((seed, "scene", "place"), "zh", "2026-03-10"))


GOOD = {
    "plain text": "plain text",
    "{{ name }}": "王秀英",
    "{{name}}您好": "王秀英您好",
    "{{  name  }}": "王秀英",
    "{{ name }}\n": "王秀英\n",
    "line\n{{ name }}\nline": "line\n王秀英\nline",
    "{{ id_no[-4:] }}": "0028",
    "{{ id_no[:6] }}": "110105",
    "{{ id_no[6:10] }}年": "1950年",
    "{{ id_no[0] }}": "1",
    "{{ name ~ '女士' }}": "王秀英女士",
    "{{ name ~ ' ' ~ owed ~ 1 }}": "王秀英 36001",
    "{{ 'text' }}": "text",
    "{{ 3 }}": "3",
    "{{ -3 }}": "-3",
    "{{ owed - 600 }}": "3000",
    "{{ owed * 2 }}": "7200",
    "{{ owed + 100 - 50 }}": "3650",
    "{{ 2 * owed + 1 }}": "7201",
    "{% if kind == 'late' %}迟{% endif %}": "迟",
    "{% if kind == 'early' %}早{% else %}不早{% endif %}": "不早",
    "{% if kind != 'early' %}{{ name }}{% endif %}": "王秀英",
    "{% if kind == 'a' %}1{% elif kind == 'late' %}2{% else %}3{% endif %}": "2",
    "{% if kind == 'late' and owed == '3600' %}y{% endif %}": "y",
    "{% if not kind == 'late' or owed == '1' %}y{% else %}n{% endif %}": "n",
    "{% if kind == 'late' %}{% if owed == '1' %}a{% else %}b{% endif %}{% endif %}": "b",
    "{# a remark #}x": "x",
    "{{ day(0) }}": "2026-03-10",
    "{{ day(-10) }}": "2026-02-28",
    "{{ cn_date(22) }}": "4月1日",
    "{ {not a template} }": "{ {not a template} }",
    "{topic} + {other}": "{topic} + {other}",
}


@pytest.mark.parametrize("source", GOOD)
def test_a_good_template_renders(source):
    assert rendered(source) == GOOD[source]


HOSTILE = [
    # ways out
    "{{ ''.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ name.__class__.__base__.__subclasses__() }}", "{{ fake.__init__ }}",
    "{{ fake }}", "{{ pick }}", "{{ number }}", "{{ number(owed) }}", "{{ self }}", "{{ self.__init__.__globals__ }}", "{{ config }}",
    "{{ request }}", "{{ lipsum }}", "{{ lipsum.__globals__ }}", "{{ cycler }}", "{{ joiner() }}", "{{ namespace() }}", "{{ dict() }}",
    "{{ range(3) }}", "{{ fake.seed_instance(1) }}", "{{ fake.name.__self__ }}", "{{ fake['name']() }}", "{{ fake.first_name.__func__ }}",
    "{{ name.upper() }}", "{{ name.format(1) }}", "{{ '{0.__class__}'.format(1) }}", "{{ name['__class__'] }}", "{{ name[name] }}",
    "{{ name|attr('__class__') }}", "{{ name|upper }}", "{{ name|length }}", "{{ 1|round(100000000,'ceil') }}", "{{ name is defined }}",
    "{{ name if name else 1 }}", "{{ (name, 1) }}", "{{ [1, 2] }}", "{{ {'a': 1} }}", "{{ true }}", "{{ none }}", "{{ 1.5 }}",
    "{% import 'os' as os %}", "{% from 'x' import y %}", "{% include '/etc/passwd' %}", "{% extends 'x' %}", "{% block x %}{% endblock %}",
    "{% macro x() %}{% endmacro %}", "{% call name() %}{% endcall %}", "{% set x = 1 %}", "{% set name = 'x' %}",
    "{% for x in name %}{{ x }}{% endfor %}", "{% for x in range(9) recursive %}{% endfor %}", "{% filter upper %}x{% endfilter %}",
    "{% raw %}{{ x }}{% endraw %}{{ [] }}", "{% with x=1 %}{% endwith %}", "{% autoescape true %}{% endautoescape %}", "{% do x %}",
    "{% debug %}", "{% if name %}x{% endif %}", "{% if name in 'x' %}{% endif %}", "{% if name == name %}{% endif %}",
    "{% if owed > 3 %}{% endif %}", "{% if pick('a') == 'a' %}{% endif %}",
    # bombs
    "{{ 'a' * 1000000000 }}", "{% if kind == 'x' %}{{ 'a' * 10**9 }}{% endif %}", "{{ 9**9**9 }}", "{{ 9 ** owed }}", "{{ owed // 0 }}",
    "{{ owed / 3 }}", "{{ owed % 3 }}", "{{ 99999999999 }}", "{{ " + "9" * 5_000 + " }}", "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "{{ " + "-" * 5_000 + "1 }}", "{{ " + "1+" * 5_000 + "1 }}", "{{ " + "owed*" * 9 + "owed }}", "{{ name ~ " * 900 + "1" + " }}" * 900,
    "{{ digits(999999999) }}", "{{ digits(0) }}", "{{ randint(0, 10**30) }}", "{{ randint(5, 1) }}", "{{ pick() }}", "{{ pick(name) }}",
    "{{ pick(*name) }}", "{{ pick(**name) }}", "{{ digits(n=3) }}", "{{ digits(count=3) }}", "{{ day(owed) }}", "{{ day(99999999) }}",
    "{{ day() }}", "{{ day('x') }}", "{{ mask_phone(name) }}", "{{ id_no[::2] }}", "{{ id_no[owed:] }}", "{{ name - 1 }}",
    "{{ name", "{% if", "}}{{", "{{ }}", "{{ name name }}", "{{ name.first }}", "{{ long }}{{ long }}", "{{ unknown }}", "{{ owed + unknown }}",
    "x" * 20_001 + "{{ name }}", "{% if kind == 'a' %}" * 300 + "{% endif %}" * 300,
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE, ids=lambda source: source[:40])
def test_a_hostile_template_is_refused_at_once(source):
    begun = time.process_time()
    with pytest.raises(BadTemplateError) as caught:
        rendered(source)
    assert time.process_time() - begun < 0.5
    assert caught.value.code in {"E107", "E108"}


def test_there_are_enough_of_both_kinds():
    assert len(GOOD) >= 30
    assert len(HOSTILE) >= 70


def test_output_is_bounded():
    with pytest.raises(BadTemplateError):
        rendered("{{ long }}" * 2)
    assert len(rendered("{{ long }}")) <= MAX_OUTPUT


def test_an_unknown_variable_is_named():
    with pytest.raises(BadTemplateError) as caught:
        rendered("{{ nmae }}")
    assert (caught.value.code, caught.value.facts["name"]) == ("E107", "nmae")


PIECES = [
    "{{", "}}", "{%", "%}", "{#", "#}", " ", "name", "owed", "pick", "digits", "fake", ".", "(", ")", "'a'", "1", "99", ",", "[", "]",
    ":", "-", "+", "*", "**", "~", "|", "if", "endif", "else", "for", "in", "==", "!=", "and", "not", "set", "=", "_", "__class__", "x",
]  # fmt: skip


def test_random_templates_render_or_are_refused_quickly():
    dice = random.Random(7)
    slowest = 0.0
    for _ in range(3_000):
        body = " ".join(dice.choice(PIECES) for _ in range(dice.randint(1, 14)))
        source = dice.choice(["{{ %s }}", "{%% if %s %%}x{%% endif %%}", "%s", "{{ pick(%s) }}"]) % body
        begun = time.process_time()
        with contextlib.suppress(BadTemplateError):
            assert len(rendered(source)) <= MAX_OUTPUT
        slowest = max(slowest, time.process_time() - begun)
    assert slowest < 0.25
