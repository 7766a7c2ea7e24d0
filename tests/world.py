"""A small real world, made by services: two primaries, everybody of the walk, a few cases."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from ortaq.foundation.accounts import services as accounts
from ortaq.foundation.accounts.models import User
from ortaq.foundation.events.testing import run_jobs
from ortaq.foundation.files import services as files
from ortaq.foundation.notify.models import Message
from ortaq.foundation.orgs import services as orgs
from ortaq.foundation.orgs.kinds import Kind
from ortaq.foundation.orgs.models import Body, Line, Mandate
from ortaq.foundation.sheets import services as sheets
from ortaq.foundation.sheets.layouts import layout
from ortaq.foundation.texts.values import Texts
from ortaq.modules.appeals import services as appeals
from ortaq.modules.appeals.models import Review
from ortaq.modules.membership import services as membership
from ortaq.modules.workplaces import services as workplaces
from tests import around_appeals
from tests.pictures import picture

LONG_AGO = date(2020, 1, 6)
KARAGANDA, ALMATY = "351010000", "750000000"

# The walk's people, in the order of its columns, and what each of them is.
PEOPLE = {
    "nobody": "has not signed in",
    "marat": "the stranger: an account and nothing else",
    "aigul": "member of the mine's primary; the appeal is hers",
    "bolat": "another member of the same primary",
    "saule": "chair of the mine's primary",
    "gulnar": "chair of a primary elsewhere",
    "erlan": "deputy chair of the mine's primary",
    "dana": "treasurer of the mine's primary",
    "daniyar": "lawyer of the mine's primary; holds Aigul's case",
    "asel": "lawyer of a primary elsewhere",
    "nurlan": "technical labour inspector of the region",
    "zhanar": "trainer of the mine's primary",
    "yerbol": "auditor of the branch union",
    "karlygash": "officer of the territorial body above the mine",
    "timur": "officer of the national centre",
    "admin": "administrator of the installation",
}
NAMES = {
    "marat": ("Сейтов", "Марат"),
    "aigul": ("Әбдіқадырова", "Айгүл"),
    "bolat": ("Қасымов", "Болат"),
    "saule": ("Жұмабаева", "Сәуле"),
    "gulnar": ("Ыбырайымова", "Гүлнар"),
    "erlan": ("Оспанов", "Ерлан"),
    "dana": ("Төлегенова", "Дана"),
    "daniyar": ("Әлиев", "Данияр"),
    "asel": ("Мұратова", "Әсел"),
    "nurlan": ("Ғабитов", "Нұрлан"),
    "zhanar": ("Үсенова", "Жанар"),
    "yerbol": ("Іскендіров", "Ербол"),
    "karlygash": ("Смағұлова", "Қарлығаш"),
    "timur": ("Назаров", "Тимур"),
    "admin": ("Петров", "Андрей"),
    "second": ("Ким", "Виктория"),  # confirms what the first administrator proposes
    "hopeful": ("Рахимов", "Санжар"),  # waits for admission
}


@dataclass
class World:
    """Bodies, people and cases; addressed by name."""

    bodies: dict[str, Body] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        for shelf in ("people", "bodies", "things"):
            if name in self.__dict__[shelf]:
                return self.__dict__[shelf][name]
        raise AttributeError(name)


def build() -> World:
    """Make the world; everything that jobs would do is done."""
    world = World()
    _bodies(world)
    _people(world)
    _members(world)
    _cases(world)
    _registers(world)
    around_appeals.letters_of(world)
    around_appeals.hearings_of(world)
    around_appeals.talk_of(world)
    around_appeals.agreement_of(world)
    run_jobs()
    world.things["message"] = Message.objects.filter(person=world.people["aigul"]).earliest("pk")
    return world


def sign_in(client: Client, user: User) -> None:
    """Sign a person in as if the second factor had been shown too."""
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp(), "email": user.email},
        {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()},
    ]
    session.save()


def _open(world: World, name: str, level: str, kato: str = "", **parents: Body) -> None:
    wording = {"kk": f"{name} ұйымы", "ru": f"Организация {name}", "en": f"The {name} body"}
    world.bodies[name] = orgs.open_body(
        actor=None,
        name=wording,
        level=level,
        kato=kato,
        parents={Line(line): body for line, body in parents.items()},
        opened_on=LONG_AGO,
    )


def _bodies(world: World) -> None:
    level = Body.Level
    _open(world, "centre", level.CENTRE)
    centre = world.bodies["centre"]
    _open(world, "miners", level.BRANCH, branch=centre)
    _open(world, "teachers", level.BRANCH, branch=centre)
    _open(world, "karaganda", level.REGION, KARAGANDA, territory=centre)
    _open(world, "almaty", level.REGION, ALMATY, territory=centre)
    at = world.bodies
    _open(world, "mine", level.PRIMARY, KARAGANDA, branch=at["miners"], territory=at["karaganda"])
    _open(world, "school", level.PRIMARY, ALMATY, branch=at["teachers"], territory=at["almaty"])


def _people(world: World) -> None:
    for number, (name, (family, given)) in enumerate(NAMES.items(), 1):
        user = accounts.register_person(
            actor=None,
            family_name=family,
            given_name=given,
            email=f"{name}@example.kz",
            phone=f"+7701000{number:04}",
            language=("kk", "ru", "en")[number % 3],
        )
        accounts.prove_address(user=user, address=f"{name}@example.kz")
        world.people[name] = user
    at, who = world.bodies, world.people
    orgs.grant_first_administrator(user=who["admin"], centre=at["centre"])
    orgs.grant_second_administrator(actor=who["admin"], user=who["second"], centre=at["centre"])
    for name, body, kind in (
        ("saule", "mine", Kind.CHAIR),
        ("erlan", "mine", Kind.DEPUTY),
        ("dana", "mine", Kind.TREASURER),
        ("daniyar", "mine", Kind.LAWYER),
        ("zhanar", "mine", Kind.TRAINER),
        ("gulnar", "school", Kind.CHAIR),
        ("asel", "school", Kind.LAWYER),
        ("nurlan", "karaganda", Kind.INSPECTOR),
        ("yerbol", "miners", Kind.AUDITOR),
        ("karlygash", "karaganda", Kind.OFFICER),
        ("timur", "centre", Kind.OFFICER),
    ):
        mandate = propose(world, name, body, kind)
        if mandate.state == Mandate.State.PROPOSED:
            orgs.confirm_mandate(actor=who["second"], mandate=mandate)


def propose(world: World, name: str, body: str, kind: Kind) -> Mandate:
    """Let the administrator propose a mandate."""
    return orgs.propose_mandate(
        actor=world.people["admin"],
        user=world.people[name],
        body=world.bodies[body],
        kind=kind,
        since=timezone.localdate() - timedelta(days=30),
    )


def join(world: World, name: str, body: str, chair: str) -> Any:
    """Let a person apply and the chair admit."""
    applied = membership.apply_for_membership(user=world.people[name], body=world.bodies[body])
    return membership.approve_application(actor=world.people[chair], membership=applied)


def appeal(world: World, author: str, key: int, text: str, **more: Any) -> Any:
    """Let a member of the mine ask about pay."""
    return appeals.submit_appeal(
        author=world.people[author],
        body=world.bodies["mine"],
        topic="pay",
        text=text,
        idempotency_key=UUID(int=key),
        **more,
    )


def _members(world: World) -> None:
    who, at, things = world.people, world.bodies, world.things
    things["aiguls_membership"] = join(world, "aigul", "mine", "saule")
    things["bolats_membership"] = join(world, "bolat", "mine", "saule")
    things["company"] = workplaces.add_employer(actor=None, name={"ru": "Шахта"}, oked="05101")
    things["shaft"] = workplaces.add_site(
        actor=None, employer=things["company"], name={"ru": "Главный ствол"}, kato=KARAGANDA
    )
    workplaces.attach_site(actor=None, body=at["mine"], site=things["shaft"], since=LONG_AGO)
    things["aiguls_job"] = workplaces.set_job(
        actor=who["aigul"], user=who["aigul"], site=things["shaft"]
    )
    things["application"] = membership.apply_for_membership(user=who["hopeful"], body=at["mine"])
    things["wish"] = membership.ask_transfer(
        actor=who["aigul"],
        membership=things["aiguls_membership"],
        body=at["school"],
        ground="A new place of work",
    )
    twins = [
        accounts.register_person(actor=who["admin"], family_name="Егізова", given_name="Зере")
        for _twin in range(2)
    ]
    twin = membership.apply_for_membership(user=twins[0], body=at["mine"])
    membership.approve_application(actor=who["saule"], membership=twin)
    things["merge"] = membership.merge_people(
        actor=who["saule"], keep=twins[0], drop=twins[1], ground="Entered twice on one day"
    )


def _cases(world: World) -> None:
    who, at, things = world.people, world.bodies, world.things
    photo = files.store(owner=who["aigul"], name="payslip.jpg", stream=picture())
    things["appeal"] = appeal(world, "aigul", 1, "My night shifts were not paid.", files=[photo])
    things["attachment"] = things["appeal"].attachments.get()
    # He came to Saule; only the officer of his case learns the name.
    things["guests"] = appeals.submit_as_guest(
        guest=appeals.Guest(family_name="Жасырынова", given_name="Гүлім", contact="+77015550101"),
        body=at["mine"],
        topic="pay",
        text="They do not sign a contract with me.",
        idempotency_key=UUID(int=900),
        officer=who["saule"],
        intake=appeals.Intake(secrecy=appeals.Secrecy.CONFIDENTIAL),
    )
    things["answered"] = appeal(world, "aigul", 2, "When is the bonus paid?")
    appeals.take_appeal(officer=who["daniyar"], appeal=things["answered"])
    appeals.answer_appeal(officer=who["daniyar"], appeal=things["answered"], text="On the tenth.")
    appeals.ask_help(  # so that it is shown to the leaders of the mine
        officer=who["daniyar"], appeal=things["appeal"], words="I need the pay sheets."
    )
    things["review"] = Review.objects.create(  # as the lot of a month would have drawn it
        appeal=things["answered"], desk=things["answered"].desk, drawn_on=timezone.localdate()
    )
    things["report"] = appeals.ask_report(
        leader=who["saule"], body=at["mine"], year=timezone.localdate().year, language="ru"
    )
    grouped = appeal(world, "aigul", 3, "The bonus of October was not paid.")
    case = appeals.open_case(actor=who["daniyar"], appeals=[grouped], title="Bonus of October")
    things["case"] = appeals.word_case(
        actor=who["daniyar"], case=case, title=case.title, words="Nobody got the bonus."
    )
    things["saved_reply"] = appeals.save_reply(
        officer=who["daniyar"],
        body=grouped.desk,
        title="We have asked for the pay sheets",
        text=Texts({"kk": "Жалақы парақтарын сұрадық.", "en": "We asked for the pay sheets."}),
    )
    day = timezone.localdate() + timedelta(days=40)
    things["absence"] = appeals.set_absence(
        actor=who["saule"], officer=who["saule"], deputy=who["erlan"], since=day, until=day
    )
    things["calendar_line"] = appeals.enter_order(
        actor=who["timur"], year=2031, days_off=[date(2031, 3, 24)], workdays=[], source="Test"
    )[0]


def _registers(world: World) -> None:
    who, at, things = world.people, world.bodies, world.things
    things["sheet"] = sheets.receive(
        actor=who["saule"],
        layout=layout("membership.members"),
        body=at["mine"],
        name="members.csv",
        stream=io.BytesIO("ЖСН;Аты-жөні\n1;2\n".encode()),
    )
    things["proposed"] = propose(world, "bolat", "mine", Kind.TREASURER)
    things["mandate"] = Mandate.objects.get(user=who["zhanar"])
    things["meeting"] = orgs.plan_election(
        actor=who["saule"],
        body=at["mine"],
        kind="election",
        on=timezone.localdate() + timedelta(days=80),
    )
    things["opening"] = accounts.open_record(
        reader=who["karlygash"],
        person=who["aigul"],
        purpose="An inspection of unpaid night shifts",
        post="Officer of Karaganda",
    )
    things["breach"] = accounts.record_breach(
        actor=who["admin"],
        discovered_at=timezone.now(),
        what_happened="A list of members was sent to a wrong address.",
        kinds_of_data="names, phones",
        people_count=12,
    )
    things["correction"] = accounts.ask_correction(person=who["aigul"], family_name="Әбдіқадыр")
    things["passkey"] = Authenticator.objects.create(
        user=who["hopeful"], type=Authenticator.Type.WEBAUTHN, data={"name": "Phone"}
    )
    link = accounts.make_sign_in_link(actor=who["admin"], user=who["hopeful"])
    things["token"] = link.rstrip("/").rpartition("/")[2]
    things["export"] = accounts.request_export(user=who["aigul"])
    accounts.give_consent(user=who["aigul"], code="news")
