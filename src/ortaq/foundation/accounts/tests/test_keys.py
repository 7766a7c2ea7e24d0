import pytest

from ortaq.foundation.accounts import keys


def test_a_box_opens_in_its_place_only():
    box = keys.seal(b"secret", place="iin:1")
    assert keys.unseal(box, place="iin:1") == b"secret"
    with pytest.raises(keys.SealBrokenError):
        keys.unseal(box, place="iin:2")


def test_a_box_of_an_older_key_opens_and_is_known_to_be_old(settings):
    settings.IDENTITY_KEYS = ["old"]
    box = keys.seal(b"secret", place="x")
    settings.IDENTITY_KEYS = ["new", "old"]
    assert (keys.unseal(box, place="x"), keys.is_newest(box)) == (b"secret", False)
    settings.IDENTITY_KEYS = ["new"]
    with pytest.raises(keys.SealBrokenError):
        keys.unseal(box, place="x")


def test_a_changed_byte_is_noticed():
    box = bytearray(keys.seal(b"secret", place="x"))
    box[-1] ^= 1
    with pytest.raises(keys.SealBrokenError):
        keys.unseal(bytes(box), place="x")


def test_lookup_and_box_keys_differ_and_repr_shows_neither(settings):
    settings.IDENTITY_KEYS = ["one"]
    key = keys.ring()[0]
    assert key.box != key.lookup
    assert repr(key) == f"Key({key.id})"


def test_texts_go_through_printable_characters():
    box = keys.seal_text("JBSWY3DP", place="mfa")
    assert box.isascii()
    assert keys.unseal_text(box, place="mfa") == "JBSWY3DP"
    with pytest.raises(keys.SealBrokenError):
        keys.unseal_text("JBSWY3DP!", place="mfa")
