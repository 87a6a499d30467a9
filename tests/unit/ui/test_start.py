"""Without sign-in the dashboard answers this machine only."""

import pytest

from flash360.errors import AccessDenied
from flash360.ui.start import refuse_strangers


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_is_let_in(address):
    assert refuse_strangers(address) is None


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.20", "::", "flash360.example.fr", None])
def test_any_other_address_is_refused_before_the_server_starts(address):
    with pytest.raises(AccessDenied, match="refuse de démarrer"):
        refuse_strangers(address)
