"""Every story that a search finds, in the forms that other programs read.

    with open("stories.csv", "wb") as file:
        file.writelines(FORMATS["csv"].write(every_story(catalogue, state), context))

An export holds all matches in the order of the search, whatever page it is on. It is written
piece by piece, so that memory does not grow with it.
"""

from archive.exports.atom import FeedHead, feed_key, feed_of, head_of_search
from archive.exports.evidence import evidence_pack
from archive.exports.formats import FORMATS, ExportFormat
from archive.exports.records import Context, ExportedStory, every_story, records_of, stories_of

__all__ = [
    "FORMATS",
    "Context",
    "ExportFormat",
    "ExportedStory",
    "FeedHead",
    "every_story",
    "evidence_pack",
    "feed_key",
    "feed_of",
    "head_of_search",
    "records_of",
    "stories_of",
]
