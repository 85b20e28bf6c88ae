-- A server lives by one row; what it holds is held as long as it lives. So renewing costs one row, whatever is held.

CREATE TABLE servers (
    id      TEXT NOT NULL PRIMARY KEY,
    url     TEXT NOT NULL,
    folder  TEXT NOT NULL,
    expires TEXT NOT NULL
);

ALTER TABLE leases RENAME COLUMN rollout TO name;
ALTER TABLE leases DROP COLUMN expires;
