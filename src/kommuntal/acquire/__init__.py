"""From sources to the archive: local folders and index pages in, PDFs by content out, with a ledger of all sightings.

    config = load_sources(Path("kommuntal.toml"))
    night = acquire(config)        # night.documents, night.sources
    archived(config)               # what is there already, without fetching

`address` spelling of addresses, and which may be connected to
`archive` the PDFs; `ledger` where and when each was seen
`config` the TOML file; `mistakes` what to say of mistakes in it
`fetch` one address politely; `pace` whose turn it is; `network` connections that are checked; `links` of an index page
`walk` one night
"""

from kommuntal.acquire.config import Config, FetchSettings, FolderSource, IndexSource, load_sources
from kommuntal.acquire.pace import Clock
from kommuntal.acquire.walk import Acquired, Acquisition, Problem, SourceReport, acquire, archived

__all__ = [
    "Acquired",
    "Acquisition",
    "Clock",
    "Config",
    "FetchSettings",
    "FolderSource",
    "IndexSource",
    "Problem",
    "SourceReport",
    "acquire",
    "archived",
    "load_sources",
]
