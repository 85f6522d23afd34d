"""The command line, and `pipeline.py`: the whole flow on one page.

Where a command is: in the package of its subject, the most of them in its `commands`, one by itself in `NAME_command` or,
where the package is named for it, in `command`. `dragoman read` and `dragoman schema` are in `main`.

| package | its commands |
|---|---|
| `store` | `ingest`, `search`, `verify`, `backup`, `restore`, `doctor`, `copies`; those of the ledgers: `brief`, `dyad`, … |
| `corrections` | `corrections`, `notes`, `saved`, `watchlist`, `forget`, `retention` |
| `export` | `export`, `import` |
| `actors` | `actors`: people whom articles introduce |
| `undated` | `undated` |
| `recode` | `recode` |
| `run` | `run` |
| `collect` | `sources`, `fetch` |
| `alerts` | `alerts` |
| `watch` | `watch` |
| `newsletter` | `newsletter`, `subscribers` |
| `config` | `init`, `config` |
| `site` | `serve`, `account` |
| `printing` | no command: how results look, and where they go |

What they share stands beside them: `sources` are what a user names, `reader` is the heart that reads a page, `options` and
`days` are what users write, `settings` where things are kept, `watching` a run that somebody watches; `mcp_command` is
`dragoman mcp`.
"""
