"""The memory: SQLite by default, PostgreSQL by URL. The only room with SQL.

Where what is kept is; each package says at its head what it holds, and needs only what stands below it here.

| package | what it keeps or answers |
|---|---|
| `backups` | a whole store as a file, and back |
| `mail` | subscribers, their consent and the mails to them, in a file of their own |
| `alerts` | rules, what they found, and who is told |
| `sources` | where the press comes from, and how it fares |
| `calendar` | meetings for the calendar, and their entries |
| `forgetting` | what goes for good, and does not come in again |
| `ledgers` | what each ledger is asked |
| `brief` | what a brief is written from |
| `folds` | ledgers that are kept folded, and the keys of what was stored before there were keys |
| `told` | records as the ledgers are told them |
| `searches` | what is found, as people set it right |
| `corrections` | what people say of records |
| `copies` | which articles copy which |
| `press` | articles, readings, what could not be read, what is still to do |
| `schema` | the tables |
| `values` | what is asked of a store, and what it answers |

What they share stands beside them: `database` is opened, made and upgraded by the `migrations`; `rows`, `numbers`, `words`
and `ledger_keys` are what is worked out of an article to find it by, `ledger_filing` puts it where the ledgers look;
`uncollected` keeps the collector of cycles from folds; `errors` is what goes wrong. `desk`, `exports`,
`naming`, `article_page` and `state` each answer one question more, `run_ledger` is of a run over many shards, and
`health` and `verification` look at the whole.
"""

from dragoman.store.backups.files import backup, check, counts, restore
from dragoman.store.corrections.adding import add_record
from dragoman.store.corrections.export import exported
from dragoman.store.corrections.folds import representative
from dragoman.store.corrections.marking import Person, Reviewed, all_corrections, mark, merge, reviewed, split, undo
from dragoman.store.corrections.people import taught
from dragoman.store.database import Database, opened
from dragoman.store.desk import (
    Saved,
    add_note,
    all_notes,
    all_saved,
    all_watched,
    remove_saved,
    save_search,
    saved_named,
    unwatch,
    watch,
)
from dragoman.store.errors import StoreError
from dragoman.store.forgetting.admitting import admitted
from dragoman.store.forgetting.pages import forget_page
from dragoman.store.forgetting.people import forget_person
from dragoman.store.forgetting.retention import LetGo, all_retentions, apply_retention, remove_retention, set_retention
from dragoman.store.forgetting.tombstones import Forgotten, all_tombstones, is_redacted, lift
from dragoman.store.health import doctor
from dragoman.store.press.articles import add_article, versions_of
from dragoman.store.press.jobs import add_jobs, finish, give_up, lease
from dragoman.store.press.pages import add_rejected, all_rejected, dealt_with
from dragoman.store.press.readings import add_reading, add_readings, all_readings, reading_of
from dragoman.store.searches.hits import search
from dragoman.store.searches.respecting import Said, respected, respected_reading, said_in
from dragoman.store.searches.respecting import search as respected_search
from dragoman.store.sources.hosts import host_named, keep_robots, leave_alone, take_turn
from dragoman.store.sources.watched import (
    add_source,
    all_sources,
    due_sources,
    given_by,
    keep_source,
    log_of,
    next_due,
    remove_source,
    source_named,
    unknown_jobs,
)
from dragoman.store.sources.work import free_leases, keep_done, keep_reading, keep_rejected, put_off, sightings_of
from dragoman.store.values.corrections import (
    Act,
    Correction,
    CorrectionError,
    Erased,
    Judged,
    Mark,
    Note,
    Retention,
    Tombstone,
    Watch,
)
from dragoman.store.values.press import (
    KINDS,
    Checked,
    Counts,
    Finding,
    Head,
    Hit,
    Job,
    Kept,
    Lease,
    Query,
    Record,
    Stored,
    Version,
)
from dragoman.store.values.sources import (
    Entry,
    Happened,
    Host,
    Sighting,
    Source,
    SourceKind,
    Standing,
    Trouble,
    Watched,
)
from dragoman.store.verification import how_many, verify

__all__ = [
    "Act",
    "Checked",
    "Correction",
    "CorrectionError",
    "Counts",
    "Database",
    "Entry",
    "Erased",
    "Finding",
    "Forgotten",
    "Happened",
    "Head",
    "Hit",
    "Host",
    "Job",
    "Judged",
    "KINDS",
    "Kept",
    "Lease",
    "LetGo",
    "Mark",
    "Note",
    "Person",
    "Query",
    "Record",
    "Retention",
    "Reviewed",
    "Said",
    "Saved",
    "Sighting",
    "Source",
    "SourceKind",
    "Standing",
    "StoreError",
    "Stored",
    "Tombstone",
    "Trouble",
    "Version",
    "Watch",
    "Watched",
    "add_article",
    "add_jobs",
    "add_note",
    "add_reading",
    "add_readings",
    "add_record",
    "add_rejected",
    "add_source",
    "admitted",
    "all_corrections",
    "all_notes",
    "all_readings",
    "all_rejected",
    "all_retentions",
    "all_saved",
    "all_sources",
    "all_tombstones",
    "all_watched",
    "apply_retention",
    "backup",
    "check",
    "counts",
    "dealt_with",
    "doctor",
    "due_sources",
    "exported",
    "finish",
    "forget_page",
    "forget_person",
    "free_leases",
    "give_up",
    "given_by",
    "host_named",
    "how_many",
    "is_redacted",
    "keep_done",
    "keep_reading",
    "keep_rejected",
    "keep_robots",
    "keep_source",
    "lease",
    "leave_alone",
    "lift",
    "log_of",
    "mark",
    "merge",
    "next_due",
    "opened",
    "put_off",
    "reading_of",
    "remove_retention",
    "remove_saved",
    "remove_source",
    "representative",
    "respected",
    "respected_reading",
    "respected_search",
    "restore",
    "reviewed",
    "said_in",
    "save_search",
    "saved_named",
    "search",
    "set_retention",
    "sightings_of",
    "source_named",
    "split",
    "take_turn",
    "undo",
    "unknown_jobs",
    "unwatch",
    "verify",
    "taught",
    "versions_of",
    "watch",
]
