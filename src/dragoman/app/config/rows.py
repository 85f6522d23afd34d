"""Every setting of dragoman.toml in a row: what it means, how it is written, what holds without it, who may overrule it."""

from __future__ import annotations

from dataclasses import dataclass

FILE = "dragoman.toml"
ALERTS = "alerts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A *key* of a *table*. *example* is TOML; *usual* says in words what holds without it.

    *option* and *environment* go before the file.
    """

    table: str
    key: str
    about: str
    example: str
    usual: str = "none"
    option: str | None = None
    environment: str | None = None

    @property
    def name(self) -> str:
        return f"{self.table}.{self.key}"


SETTINGS = (
    Setting(
        table="store", key="database", example='"store.db"', usual="a file in your own data folder",
        about="The store: a file, beside this one unless its path says otherwise, or postgresql://USER@HOST/NAME.",
        option="--database", environment="DRAGOMAN_DATABASE",
    ),
    Setting(
        table="serve", key="host", example='"127.0.0.1"', usual="127.0.0.1", option="--host",
        about="The address that the site listens on. Any but this machine's own asks for accounts.",
    ),
    Setting(
        table="serve", key="port", example="8000", usual="8000", option="--port",
        about="The port; 0 takes any that is free.",
    ),
    Setting(
        table="serve", key="accounts", example='"accounts.json"', option="--accounts",
        about="Who may sign in: a file that dragoman account add wrote.",
    ),
    Setting(
        table="serve", key="trust_header", example='"X-Forwarded-User"', option="--trust-header",
        about="The header in which a proxy says who has signed in there.",
    ),
    Setting(
        table="serve", key="proxy", example='["127.0.0.1"]', option="--proxy",
        about="Reverse proxies whose headers are believed.",
    ),
    Setting(
        table="serve", key="allow_host", example='["dragoman.example.org"]', option="--allow-host",
        about="Names under which others reach the site.",
    ),
    Setting(
        table="newsletter", key="base_url", example='"https://brief.example"',
        about="Where people reach the site; every link of a mail begins so. Needed for a newsletter.",
    ),
    Setting(
        table="newsletter", key="sender", example='"Morning brief <brief@brief.example>"',
        about="Who sends. Needed for a newsletter.",
    ),
    Setting(
        table="newsletter", key="list_domain", example='"brief.example"', usual="the host of base_url",
        about="The end of each edition's list id.",
    ),
    Setting(table="newsletter", key="reply_to", example='"desk@brief.example"', about="Who reads answers."),
    Setting(
        table="newsletter", key="bounces", example='"bounces@brief.example"',
        about="Where mail comes back to; each mail's own tag is put before the @.",
    ),
    Setting(table="newsletter", key="terms", example='"terms.txt"', about="Your terms, in a file beside this one."),
    Setting(
        table="newsletter", key="privacy", example='"privacy.txt"',
        about="What you say of people's data, in a file beside this one.",
    ),
    Setting(
        table="newsletter.smtp", key="host", example='"mail.brief.example"', about="The server that takes the mail.",
    ),
    Setting(table="newsletter.smtp", key="port", example="587", usual="587", about="Its port."),
    Setting(
        table="newsletter.smtp", key="security", example='"starttls"', usual="starttls; tls on port 465",
        about="starttls, tls, or none for a relay on this machine.",
    ),
    Setting(table="newsletter.smtp", key="user", example='"brief"', about="Who we are there."),
    Setting(
        table="newsletter.smtp", key="password_env", example='"DRAGOMAN_SMTP_PASSWORD"', usual="DRAGOMAN_SMTP_PASSWORD",
        about="The variable of the environment that holds the password; the password itself is never in this file.",
    ),
    Setting(
        table="newsletter.smtp", key="allow", example='["127.0.0.1:25"]',
        about="What this server may be though it is not public.",
    ),
    Setting(
        table="newsletter.dkim", key="key_file", example='"dkim.pem"',
        about="The private key that signs, in PEM. Leave the table away where the relay signs.",
    ),
    Setting(table="newsletter.dkim", key="selector", example='"brief"', about="Its name in the DNS."),
    Setting(table="newsletter.dkim", key="domain", example='"brief.example"', about="The domain that it signs for."),
    Setting(
        table="newsletter.caps", key="mails_an_hour", example="2000", usual="2000", about="Mails that go out in an hour.",
    ),
    Setting(
        table="newsletter.caps", key="confirmations_an_hour", example="100", usual="100",
        about="Confirmations that are asked for in an hour, by everybody together.",
    ),
    Setting(
        table="newsletter.caps", key="address_a_day", example="3", usual="3",
        about="Confirmations that one address is asked for in a day.",
    ),
    Setting(
        table="newsletter.caps", key="network_an_hour", example="10", usual="10",
        about="Sign-ups from one network in an hour.",
    ),
    Setting(
        table="newsletter.caps", key="domain_an_hour", example="50", usual="50",
        about="Sign-ups of addresses of one domain in an hour.",
    ),
    Setting(
        table="edition", key="name", example='"ukraine"',
        about="Its name in addresses: small letters, digits and hyphens. Needed.",
    ),
    Setting(table="edition", key="title", example='"Ukraine this morning"', about="What it is called. Needed."),
    Setting(table="edition", key="at", example='"06:30"', usual="06:30", about="The hour at which it goes out."),
    Setting(table="edition", key="zone", example='"Europe/Kyiv"', usual="UTC", about="In whose time that is."),
    Setting(
        table="edition", key="weekdays", example='["mon", "tue", "wed", "thu", "fri"]', usual="every day",
        about="The days on which it goes out.",
    ),
    Setting(table="edition", key="states", example='["Ukraine"]', usual="the world", about="States that it is about."),
    Setting(table="edition", key="regions", example='["Eastern Europe"]', about="Regions that it is about."),
    Setting(
        table="edition", key="dyads", example='[["Russia", "United States"]]', about="Pairs that it is about.",
    ),
    Setting(table="edition", key="channels", example='["Normandy Format"]', about="Channels that it is about."),
    Setting(
        table="edition", key="types", example='["meeting", "THREATEN"]', usual="all",
        about="Only lines of these kinds, types, statuses or stances.",
    ),
    Setting(
        table="edition", key="sources", example='["news.example"]', usual="all",
        about="Only what these outlets or sites tell.",
    ),
    Setting(table="edition", key="length", example="12", usual="12", about="Items of a mail; the page holds all."),
    Setting(table="edition", key="language", example='"en-GB"', usual="en-GB", about="The language of its dates."),
    Setting(
        table="edition", key="sender", example='"Ukraine <ukraine@brief.example>"', usual="that of the newsletter",
        about="Who sends this edition.",
    ),
    Setting(
        table="edition", key="list_id", example='"ukraine.brief.example"', usual="name and list_domain",
        about="Its List-Id.",
    ),
    Setting(
        table="edition", key="empty", example='"send"', usual="send",
        about="On a day without news: send a short issue, or skip it.",
    ),
)  # fmt: skip

TABLES = {
    "store": "Where what is read is kept.",
    "serve": "The site: dragoman serve.",
    "newsletter": "The morning brief by mail; leave it away where there is none.",
    "newsletter.smtp": "The server that takes the mail.",
    "newsletter.dkim": "The signature.",
    "newsletter.caps": "How much goes out and comes in, at most.",
    "edition": "An edition of the newsletter; write [[edition]] again for each further one.",
}
"""Tables in the order in which they stand in the file, and what each is for."""
