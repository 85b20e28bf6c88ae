-- What each environment answered, by the minute and later by the hour, for error budgets and for what a plan can see.
-- No read model and no part of the chain: a row that is missing is a time that was not measured.
CREATE TABLE traffic (
    id          INTEGER PRIMARY KEY,
    environment TEXT    NOT NULL,
    start       TEXT    NOT NULL,
    seconds     INTEGER NOT NULL CHECK (seconds IN (60, 3600)),
    requests    INTEGER NOT NULL CHECK (requests >= 0),
    errors      INTEGER NOT NULL CHECK (errors >= 0),
    UNIQUE (environment, start, seconds)
);

CREATE INDEX traffic_by_age ON traffic (seconds, start);
