-- One text for both databases. SQLite takes it as it stands; PostgreSQL with its own names for four types: see PostgresSchema.
-- INTEGER: 64 bits, signed. INTEGER PRIMARY KEY, without NOT NULL: a number that the database gives. TEXT: compared byte by byte.
--
-- Instants are text in UTC with seven digits, 2026-01-05T09:00:00.0000000Z: exact to the tick that the chain hashes,
-- the same in both databases (PostgreSQL's timestamps end at microseconds), in order when sorted as text, and legible.

CREATE TABLE events (
    position      INTEGER NOT NULL PRIMARY KEY CHECK (position > 0),
    stream        TEXT    NOT NULL,
    version       INTEGER NOT NULL CHECK (version > 0),
    type          TEXT    NOT NULL,
    json          TEXT    NOT NULL,
    time          TEXT    NOT NULL,
    actor         TEXT    NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL,
    UNIQUE (stream, version)
);

CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY,
    key          TEXT    NOT NULL UNIQUE,
    rollout      TEXT    NOT NULL,
    topic        TEXT    NOT NULL,
    json         TEXT    NOT NULL,
    time         TEXT    NOT NULL,
    delivered_at TEXT
);

CREATE INDEX outbox_pending ON outbox (id) WHERE delivered_at IS NULL;

-- A read model: every row can be made again from the events.
CREATE TABLE rollouts (
    id           TEXT    NOT NULL PRIMARY KEY,
    app          TEXT    NOT NULL,
    environment  TEXT    NOT NULL,
    version      TEXT    NOT NULL,
    from_version TEXT,
    kind         TEXT    NOT NULL,
    phase        TEXT    NOT NULL,
    live         INTEGER NOT NULL CHECK (live IN (0, 1)),
    started_at   TEXT    NOT NULL,
    ended_at     TEXT,
    started_by   TEXT    NOT NULL,
    summary      TEXT    NOT NULL
);

CREATE INDEX rollouts_newest ON rollouts (started_at, id);
CREATE INDEX rollouts_of_environment ON rollouts (app, environment, started_at, id);
CREATE INDEX rollouts_live ON rollouts (started_at, id) WHERE live = 1;

-- No reference to rollouts: a fence must never go down, also while the rows of rollouts are made again.
CREATE TABLE leases (
    rollout TEXT    NOT NULL PRIMARY KEY,
    owner   TEXT,
    fence   INTEGER NOT NULL CHECK (fence > 0),
    expires TEXT    NOT NULL
);

CREATE INDEX leases_by_fence ON leases (fence);
CREATE INDEX leases_of_owner ON leases (owner) WHERE owner IS NOT NULL;

-- One row a block of samples, encoded as EvidenceBlock says.
CREATE TABLE evidence (
    id      INTEGER PRIMARY KEY,
    rollout TEXT    NOT NULL,
    last_at TEXT    NOT NULL,
    samples BLOB    NOT NULL
);

CREATE INDEX evidence_of_rollout ON evidence (rollout, last_at);
