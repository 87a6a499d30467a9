"""An e-mail and a SIRET are compared in one form, and what only looks like one is refused."""

from __future__ import annotations

import pytest

from flash360.access import normal_email, normal_siret
from flash360.errors import AccessDenied


def test_an_email_is_compared_without_case_and_without_spaces_around():
    assert normal_email(" Camille.Martin@Exemple.GOUV.fr ") == "camille.martin@exemple.gouv.fr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "camille",
        "camille@",
        "@exemple.gouv.fr",
        "camille@exemple",
        "camille@exemple..fr",
        "camille@-exemple.fr",
        "a@b@exemple.gouv.fr",
        "camille martin@exemple.gouv.fr",
        "camille@exemple.gouv.fr\nadmin@exemple.gouv.fr",
        "\u212aamille@exemple.gouv.fr",  # the Kelvin sign, whose lower case is the letter k
        "camille@ex\u0435mple.gouv.fr",  # a Cyrillic letter
        "camille@exemple.gouv.fr\u200b",
        "<b>@exemple.gouv.fr",
    ],
)
def test_what_is_not_a_plain_address_is_refused(text):
    with pytest.raises(AccessDenied):
        normal_email(text)


def test_a_siret_is_fourteen_digits_or_nothing():
    assert normal_siret("130 025 265 00013") == "13002526500013"
    assert normal_siret("1300252650001") is None
    assert normal_siret("1300252650001\u0663") is None
