"""Reports to print: a full one, an empty one, and one with the same text in every field people type in."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

from evaluation.report import Answer, Entry, Goal, ReportFacts, Session, Step

START = date(2027, 3, 1)
KINDS = ["Observation", "Vejledning", "Undervisning", "Opfølgning"]
SITUATIONS = ["Overlevering", "Telefon", "Dokumentation", "Samtale med borgere", "Møder"]
NOTES = [
    "Fulgte morgenplejen på 1. sal og hjalp med forflytning med lift.",
    "Overlevering til aftenholdet. Skrev selv tre linjer og fik dem rettet.",
    "Talte med to pårørende sammen med Mette. Brugte sætningerne fra sidste uge.",
    "Rolig vagt. Gennemgik instruksen om medicin og fik svar på spørgsmål.",
    "Aktivitet i fællesstuen: højtlæsning og sang.",
]
CAN = [
    "Hjælper en borger med morgenpleje på egen hånd og fortæller, hvad hun gør.",
    "Giver en mundtlig overlevering på dansk med støtte af en kort liste.",
    "Dokumenterer observationer i korte, klare sætninger, som vejlederen godkender.",
    "Kender arbejdspladsens regler for hygiejne, forflytning og tavshedspligt og følger dem.",
]
CONCLUSION = (
    "Maria har fra første dag mødt borgerne med ro og respekt. Hun spørger, når hun er i tvivl, og hun "
    "husker svarene. I begyndelsen var overleveringen svær; nu giver hun den selv, og kollegerne lytter.\n\n"
    "Vi vil gerne have hende tilbage. Næste skridt er dokumentation uden støtte og telefonen."
)
QUESTIONS = {
    "Velkomst og læringsmiljø": ["Praktikanten blev ventet og vist rundt", "Der var tid til at lære"],
    "Vejledning": ["Vi talte sammen hver uge", "Målene var klare for os begge"],
    "Opgaver og faglig udvikling": ["Opgaverne passede til niveauet", "Praktikanten tog ansvar"],
    "Sprog og kommunikation": ["Vi forstår hinanden i hverdagen", "Borgerne forstår praktikanten"],
    "Samarbejde, tryghed og ligeværd": ["Praktikanten er en del af holdet", "Der er plads til forskelle"],
}


def sample(log: int = 40, **changes) -> ReportFacts:
    """A placement of thirteen weeks with everything on it, and as many lines in the log as asked for."""
    facts = ReportFacts(
        reference="PR-2027-00042",
        version=2,
        as_of=date(2027, 6, 3),
        name="Maria Concepción Reyes",
        called="Maria",
        profession="sygeplejerske",
        country="Filippinerne",
        site="Plejehjemmet Skovbakken",
        department="Sundhed og Omsorg (MSO)",
        supervisor="Mette Holm Jørgensen",
        starts=START,
        ends=date(2027, 5, 28),
        hours=30,
        language_minutes=1245,
        log_days=38,
        onboarding=92,
        danish_arrival=20,
        danish_needed=30,
        danish_leaving=35,
        conclusion=CONCLUSION,
        can_now=CAN,
        goals=goals(),
        sessions=[session(number) for number in range(36)],
        log=[entry(number) for number in range(log)],
        answers=[
            Answer(domain, question, [4, 5, None, 3, 4, 5][(place + row) % 6])
            for place, (domain, questions) in enumerate(QUESTIONS.items())
            for row, question in enumerate(questions)
        ],
        plan=[
            Step("Samtale om ansættelse", "Plejehjemmets leder", date(2027, 6, 11)),
            Step("Tilmelding til Prøve i Dansk 3", "Maria og sprogskolen", date(2027, 8, 16)),
            Step("Ansøgning om autorisation: de sidste bilag", "Maria", None),
        ],
        ahead="Maria begynder som afløser i juli, mens hun læser til prøven.",
    )
    return replace(facts, **changes)


def goals() -> list[Goal]:
    return [
        Goal("Hjælper en borger med morgenpleje på egen hånd", 1, 4, 4, "Nået", met=True),
        Goal("Giver mundtlig overlevering til næste hold på dansk", 1, 3, 3, "Nået", met=True),
        Goal("Dokumenterer dagens observationer i omsorgssystemet med støtte", 1, 3, 3, "Nået", met=True),
        Goal("Taler i telefon med pårørende og læger", 1, 2, 4, "I gang"),
        Goal("Kender instruksen om medicinhåndtering og sin egen rolle", 2, 3, 3, "Nået", met=True),
    ]


def session(number: int) -> Session:
    """Levels rise by half a step every few weeks, and sooner where it's practised most."""
    level = [20, 20, 25, 30, 30, 35][min(number // 6 + (number % 5 == 0), 5)]
    return Session(
        day=START + timedelta(days=number * 88 // 36),
        kind=KINDS[number * 3 % 4 if number % 3 else 0],
        situation=SITUATIONS[(number * number + number // 3) % 5],
        minutes=[30, 45, 15, 60][number % 4],
        level=level,
    )


def entry(number: int) -> Entry:
    kind = ["Vagt", "Sprog", "Samtale"][number % 3]
    return Entry(START + timedelta(days=number % 88), kind, NOTES[number % 5], [None, 30, 45][number % 3])


def empty() -> ReportFacts:
    """A placement where nothing was written down."""
    facts = sample(log=0, conclusion="", can_now=[], goals=[], sessions=[], answers=[], plan=[], ahead="")
    return replace(
        facts,
        **{"language_minutes": 0, "log_days": 0, "onboarding": None},
        **{"danish_arrival": None, "danish_needed": None, "danish_leaving": None},
    )


def everywhere(thing, text: str):
    """The same facts with `text` in place of every text, however deep."""
    if isinstance(thing, str):
        return text
    if isinstance(thing, list):
        return [everywhere(part, text) for part in thing]
    if is_dataclass(thing):
        return replace(
            thing, **{part.name: everywhere(getattr(thing, part.name), text) for part in fields(thing)}
        )
    return thing
