"""The site, its interfaces and the server for machines: pages that work without script and show the words.

Where the code of a page is; each package says at its head what it holds, and the page itself is in its `routes`.

| package | what it serves |
|---|---|
| `brief` | `/`, `/brief`: what is new, changed, contradicted, gone quiet and coming |
| `article` | `/article`: the words with their records, and setting them right; `/corrections`, `/story` |
| `search` | `/search` |
| `actor` | `/actor`: who somebody is, and what they lately said and did |
| `dyad` | `/dyad`: two sides over time |
| `calendar` | `/calendar`, `/calendar.ics`, `/meeting`, `/channels`, `/channel` |
| `map` | `/map` |
| `desk` | `/sources`, `/alerts`, `/rejected` |
| `newsletter` | `/newsletter`, and signing up by a program |
| `sign_in` | `/sign-in`, `/sign-out` |
| `feeds` | `/feeds`: Atom, RSS, JSON Feed |
| `api` | `/api/v1`, and its reference `/api` |
| `mcp` | the tools of `dragoman mcp` |
| `access` | no page: who comes in, and who is turned away |

What they share stands beside them: `site` puts all of it together, `guards` and `compressing` stand around it;
`asking` is what a page is asked with, `fields` and `forms` what readers write, `pages` the templates, `errors` what goes
wrong; `addresses`, `claims`, `reports` and `who` are how pages name one another, what is claimed, who tells it and
whom; `remembered` keeps what took long, and `tags` tell whether an answer is still the same.
"""
