"""People: who may use the map as whom, how a sign-in is judged, and the record of what was done with it."""

from data.people.judging import ACCOUNT_OF_PROXY, GROUPS_OF_PROXY, Judged, judged, may_try
from data.people.person import BadPerson, Person, checked_person
from data.people.record import ACTIONS, Deed, Record
from data.people.register import People
from data.people.sign_in import BadSignIn, Provider, Proxy, SignIn, read_sign_in

__all__ = [
    "ACCOUNT_OF_PROXY",
    "ACTIONS",
    "GROUPS_OF_PROXY",
    "BadPerson",
    "BadSignIn",
    "Deed",
    "Judged",
    "People",
    "Person",
    "Provider",
    "Proxy",
    "Record",
    "SignIn",
    "checked_person",
    "judged",
    "may_try",
    "read_sign_in",
]
