-- Who is to have which notice of the outbox, and how far that is. A notice whose `delivered_at` is set has all of its rows in here.
-- No reference to the outbox's numbers: a copy of the store gives them anew.
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

CREATE INDEX deliveries_pending ON deliveries (destination, rollout, id) WHERE state = 'pending';
CREATE INDEX deliveries_dead ON deliveries (id) WHERE state = 'dead';
