"""Every error the archive raises, as one tree.

    ArchiveError
    ├── SettingsError            a setting or option cannot be used
    ├── NotFoundError            no story, name or saved query has that address
    ├── ConflictError            the name or address is taken
    ├── CorrectionError          a name cannot be put right in that way
    ├── BatchError               a list of queries cannot be read
    ├── TokenError               a token does not say where a list goes on
    ├── SeedError                a seed cannot become a story; it is listed as rejected
    │   ├── UnreadableSeedError  the file cannot be opened or read
    │   ├── UnknownFormatError   no reader knows the format
    │   ├── UndecodableSeedError its bytes are not text in any known encoding
    │   ├── MalformedSeedError   it has a known format but breaks its rules
    │   └── EmptySeedError       nothing in it to read
    ├── RecogniserError          names cannot be recognised
    │   └── ModelMissingError    the language model is not installed
    ├── StoreError               the database of record cannot be used
    │   ├── StoreVersionError    it was written by a newer version
    │   ├── StoreLostError       its server cannot be reached just now
    │   └── DamagedRowError      a row of it holds what was never written
    └── EngineError              the index cannot be used
        ├── EngineDownError      it does not answer, or too late
        ├── NoIndexError         no index has been built yet
        ├── ForeignIndexError    the index folder was not written by this program
        ├── DamagedIndexError    the index does not match its manifest
        ├── WriterBusyError      another process is writing
        ├── IndexWriteError      its folder cannot be written to
        └── NoRoomError          the disk has too little room to build it

A message says what happened, where, and what to do.
"""


class ArchiveError(Exception):
    """Anything that the archive reports to its user."""


class SettingsError(ArchiveError):
    """A setting or option cannot be used."""


class NotFoundError(ArchiveError):
    """No story, name or saved query has that address."""


class ConflictError(ArchiveError):
    """The name or address is taken."""


class CorrectionError(ArchiveError):
    """A name cannot be put right in that way."""


class BatchError(ArchiveError):
    """A list of queries cannot be read."""


class TokenError(ArchiveError):
    """A token does not say where a list goes on."""


class SeedError(ArchiveError):
    """A seed cannot become a story; it is listed as rejected."""


class UnreadableSeedError(SeedError):
    """The file cannot be opened or read."""


class UnknownFormatError(SeedError):
    """No reader knows the format."""


class UndecodableSeedError(SeedError):
    """The bytes are not text in any known encoding."""


class MalformedSeedError(SeedError):
    """The seed has a known format but breaks its rules."""


class EmptySeedError(SeedError):
    """There is nothing in the seed to read."""


class RecogniserError(ArchiveError):
    """Names cannot be recognised."""


class ModelMissingError(RecogniserError):
    """The language model is not installed."""


class StoreError(ArchiveError):
    """The database of record cannot be used."""


class StoreVersionError(StoreError):
    """The database was written by a newer version of this program."""


class StoreLostError(StoreError):
    """The server of the database cannot be reached just now, or hung up."""


class DamagedRowError(StoreError):
    """A row of the database holds what was never written."""


class EngineError(ArchiveError):
    """The index cannot be used."""


class EngineDownError(EngineError):
    """The engine does not answer, or too late."""


class NoIndexError(EngineError):
    """No index has been built yet."""


class ForeignIndexError(EngineError):
    """The index folder was not written by this program."""


class DamagedIndexError(EngineError):
    """The index does not match its manifest."""


class WriterBusyError(EngineError):
    """Another process is writing."""


class IndexWriteError(EngineError):
    """The folder of the index cannot be written to."""


class NoRoomError(EngineError):
    """The disk has too little room to build an index."""
