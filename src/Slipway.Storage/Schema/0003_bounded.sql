-- What streams came to, so that they are read from there. Derived: a row that is missing or wrong costs time, nothing else.
CREATE TABLE snapshots (
    stream  TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL CHECK (version > 0),
    format  INTEGER NOT NULL,
    json    TEXT    NOT NULL,
    seal    TEXT    NOT NULL
);

-- Where the chain begins since older events were removed: the last event that was, one row for each removal.
CREATE TABLE checkpoints (
    position INTEGER NOT NULL PRIMARY KEY CHECK (position > 0),
    hash     TEXT    NOT NULL,
    time     TEXT    NOT NULL,
    events   INTEGER NOT NULL CHECK (events > 0)
);

-- Work on the whole store that was begun and has not ended: a row in here, and no server starts.
CREATE TABLE unfinished (
    work TEXT NOT NULL PRIMARY KEY
);
