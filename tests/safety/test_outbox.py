"""The demonstration's outbox: every letter for itself, also when two went out in the same second."""

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend


def test_two_letters_in_one_file_are_shown_as_two(client, db, settings, tmp_path):
    settings.DEMO, settings.EMAIL_FILE_PATH = True, tmp_path
    post = EmailBackend(file_path=tmp_path)
    for name in ("first", "second"):
        post.send_messages([EmailMessage(name, f"To the {name}.", "us@example.dk", [f"{name}@example.org"])])
    assert len(list(tmp_path.glob("*.log"))) == 1
    shown = client.get("/demo/outbox/").context["letters"]
    assert [(letter["to"], letter["body"].strip()) for letter in shown] == [
        ("second@example.org", "To the second."),
        ("first@example.org", "To the first."),
    ]
