"""How a person's standing changes."""


def test_ana_is_at_home(ana):
    assert ana.is_at_home
