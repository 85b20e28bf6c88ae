CREATE TABLE checkpoints (
    position INTEGER NOT NULL PRIMARY KEY CHECK (position > 0),
    hash     TEXT    NOT NULL,
    time     TEXT    NOT NULL,
    events   INTEGER NOT NULL CHECK (events > 0)
);

CREATE TABLE deliveries (
    id          INTEGER PRIMARY KEY,
    message     TEXT    NOT NULL,
    destination TEXT    NOT NULL,
    rollout     TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts    INTEGER NOT NULL CHECK (attempts >= 0),
    since       TEXT    NOT NULL,
    due         TEXT    NOT NULL,
    ended_at    TEXT,
    error       TEXT,
    UNIQUE (message, destination)
);

CREATE TABLE events (
    position      INTEGER NOT NULL PRIMARY KEY CHECK (position > 0),
    stream        TEXT    NOT NULL,
    version       INTEGER NOT NULL CHECK (version > 0),
    type          TEXT    NOT NULL,
    json          TEXT    NOT NULL,
    time          TEXT    NOT NULL,
    actor         TEXT    NOT NULL,
    previous_hash TEXT    NOT NULL,
    hash          TEXT    NOT NULL, origin TEXT,
    UNIQUE (stream, version)
);

CREATE TABLE evidence (
    id      INTEGER PRIMARY KEY,
    rollout TEXT    NOT NULL,
    last_at TEXT    NOT NULL,
    samples BLOB    NOT NULL
);

CREATE TABLE leases (
    name TEXT    NOT NULL PRIMARY KEY,
    owner   TEXT,
    fence   INTEGER NOT NULL CHECK (fence > 0));

CREATE TABLE outbox (
    id           INTEGER PRIMARY KEY,
    key          TEXT    NOT NULL UNIQUE,
    rollout      TEXT    NOT NULL,
    topic        TEXT    NOT NULL,
    json         TEXT    NOT NULL,
    time         TEXT    NOT NULL,
    delivered_at TEXT
);

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

CREATE TABLE schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL);

CREATE TABLE servers (
    id      TEXT NOT NULL PRIMARY KEY,
    url     TEXT NOT NULL,
    folder  TEXT NOT NULL,
    expires TEXT NOT NULL
);

CREATE TABLE snapshots (
    stream  TEXT    NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL CHECK (version > 0),
    format  INTEGER NOT NULL,
    json    TEXT    NOT NULL,
    seal    TEXT    NOT NULL
);

CREATE TABLE traffic (
    id          INTEGER PRIMARY KEY,
    environment TEXT    NOT NULL,
    start       TEXT    NOT NULL,
    seconds     INTEGER NOT NULL CHECK (seconds IN (60, 3600)),
    requests    INTEGER NOT NULL CHECK (requests >= 0),
    errors      INTEGER NOT NULL CHECK (errors >= 0),
    UNIQUE (environment, start, seconds)
);

CREATE TABLE unfinished (
    work TEXT NOT NULL PRIMARY KEY
);

CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 'dead';

CREATE INDEX deliveries_pending ON deliveries (destination, rollout, id) WHERE state = 'pending';

CREATE INDEX evidence_of_rollout ON evidence (rollout, last_at);

CREATE INDEX leases_by_fence ON leases (fence);

CREATE INDEX leases_of_owner ON leases (owner) WHERE owner IS NOT NULL;

CREATE INDEX outbox_pending ON outbox (id) WHERE delivered_at IS NULL;

CREATE INDEX rollouts_live ON rollouts (started_at, id) WHERE live = 1;

CREATE INDEX rollouts_newest ON rollouts (started_at, id);

CREATE INDEX rollouts_of_environment ON rollouts (app, environment, started_at, id);

CREATE INDEX traffic_by_age ON traffic (seconds, start);
