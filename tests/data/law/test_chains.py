"""What may come next in a case: by its kind, its province and its amount."""

import pytest

from data.law import at, next_steps
from data.vocabulary import ARREARS_STEPS, LICENCE_STEPS, PWBD_STEPS

PALEMBANG, MOJOKERTO = "16.71", "35.76"


def after(kind, taken, region, value=None, month="2026-10"):
    return [following.step for following in next_steps(kind, taken, region, at(month), value)]


@pytest.mark.parametrize(
    ("kind", "taken", "region", "value", "steps"),
    [
        ("pwbd", (), MOJOKERTO, None, ["teguran_1"]),
        ("pwbd", PWBD_STEPS[:2], MOJOKERTO, None, ["denda"]),
        ("pwbd", PWBD_STEPS, MOJOKERTO, None, []),
        ("pwbd", PWBD_STEPS, PALEMBANG, None, ["himbauan_disnaker"]),
        ("pds", ("nota_2",), PALEMBANG, 90_000_000, []),
        ("tunggakan", (), PALEMBANG, None, ["surat", "himbauan_disnaker"]),
        ("tunggakan", ("surat", "himbauan_disnaker"), PALEMBANG, 1, ["kunjungan", "penagihan_disnaker"]),
        ("tunggakan", ("skk", *LICENCE_STEPS), PALEMBANG, None, ["panggilan"]),
        # Up to and including Rp8 million a receivable stays, and it never leaves while a prosecutor has it.
        ("tunggakan", ("nota_2",), MOJOKERTO, 8_000_000, ["skk"]),
        ("tunggakan", ("nota_2",), MOJOKERTO, 8_000_001, ["skk", "kpknl"]),
        ("tunggakan", ("skk",), MOJOKERTO, 8_000_001, ["panggilan"]),
    ],
)
def test_what_comes_next_is_the_step_after_the_last_of_each_chain_that_holds(
    kind, taken, region, value, steps
):
    assert after(kind, taken, region, value) == steps


@pytest.mark.parametrize(
    ("kind", "taken", "said"),
    [
        ("pwbd", (), ("", "teguran_1", "PP 86/2013 Pasal 6")),
        ("pwbd", ("teguran_1",), ("teguran_1", "teguran_2", "PP 86/2013 Pasal 6")),
        ("pwbd", ("teguran_1", "teguran_2"), ("teguran_2", "denda", "PP 86/2013 Pasal 7")),
        ("pwbd", PWBD_STEPS[:3], ("denda", "tmp2t", None)),
        # Steps may be left out: the one that was taken last counts, not the one before in the list.
        ("tunggakan", ("surat", "laporan_disnaker"), ("laporan_disnaker", "nota_1", "")),
    ],
)
def test_a_next_step_says_what_it_follows_and_how_long_it_gives(kind, taken, said):
    [step, *_] = next_steps(kind, taken, MOJOKERTO, at("2026-10"))
    assert (step.after, step.step, step.clock and step.clock.law) == said


def test_the_licence_chain_is_that_of_the_agreement_of_sumatera_selatan():
    (chain,) = [chain for chain in at("2026-10").chains if "rekomendasi_ptsp" in chain.steps]
    assert (chain.steps, chain.provinces, chain.rule.since) == (LICENCE_STEPS, ("16",), "2020-09")
    assert chain.kinds == ("tunggakan", "pwbd") and "M04" in chain.rule.law
    # Their word stands as theirs, beside what the law has.
    assert "permohonan pencabutan izin, kata kesepakatan itu" in chain.rule.note["id"]
    assert "belum dilaksanakan dengan baik" in chain.rule.note["id"]
    assert not set(LICENCE_STEPS) & set(at("2026-10").clocks)


def test_every_step_is_in_a_chain_and_each_chain_says_what_it_rests_on():
    chains = at("2026-10").chains
    assert {step for chain in chains for step in chain.steps} == {*PWBD_STEPS, *ARREARS_STEPS, *LICENCE_STEPS}
    unconfirmed = {chain.rule.name for chain in chains if not chain.rule.confirmed}
    assert unconfirmed == {"chain_arrears", "chain_inspection", "chain_receivables"}
