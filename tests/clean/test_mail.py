"""Mail messages become articles."""

from datetime import date
from email.message import EmailMessage

import pytest
from tests.clean.pages import BODY, TITLE, article, page, whole

from dragoman.clean import article_from
from dragoman.model import Basis, Interval, Unreadable


def mail(text: str = "\n\n".join(BODY), subject: str = TITLE) -> EmailMessage:
    message = EmailMessage()
    message["From"] = '"Delta Press" <desk@delta.example>'
    message["To"] = "reader@desk.example"
    message["Subject"] = subject
    message["Date"] = "Thu, 04 May 2023 23:30:00 +0200"
    message["Message-ID"] = "<1@delta.example>"
    message.set_content(text)
    return message


def test_the_subject_is_the_title_and_the_sender_the_outlet() -> None:
    found = article_from(mail().as_bytes(), source="a.eml")

    assert found.text == whole(*BODY)
    assert found.outlet == "Delta Press"
    assert found.published == Interval.day(date(2023, 5, 4), Basis.PAGE)


def test_an_html_part_goes_the_way_of_a_page() -> None:
    message = mail(text="Read this in HTML.")
    message.add_alternative(page(article("<p>Sign up for our evening letter</p>")), subtype="html")

    assert article_from(message.as_bytes(), source="a.eml").text == whole(*BODY)


def test_a_headline_that_the_subject_repeats_is_the_title() -> None:
    found = article_from(
        mail(f"{TITLE}\n\n" + "\n\n".join(BODY), subject=f"The Delta Letter: {TITLE}").as_bytes(), source="a.eml"
    )

    assert found.text == whole(*BODY)


def test_a_mail_given_as_text_is_read_too() -> None:
    assert article_from(mail().as_string(), source="a.eml").text == whole(*BODY)


def test_a_mail_without_text_is_refused() -> None:
    message = mail()
    message.clear_content()
    message.set_content(b"\x00\x01", maintype="application", subtype="zip")

    with pytest.raises(Unreadable, match="no text part"):
        article_from(message.as_bytes(), source="a.eml")


def test_a_mail_in_an_unknown_character_set_is_read_by_its_bytes() -> None:
    page = mail().as_bytes().replace(b'charset="utf-8"', b'charset="x-nobody-knows"')

    assert article_from(page, source="a.eml").text == whole(*BODY)
