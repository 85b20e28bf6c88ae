-- From where an actor acted: channel, address, name of the credential. The chain's hash covers it where there is one.
ALTER TABLE events ADD COLUMN origin TEXT;
