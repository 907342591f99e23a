-- Of a login that anyone could open, since its token has no PIN: from which network, so that only a few are open at once.
ALTER TABLE challenge ADD COLUMN network TEXT;  -- an IPv4 address or IPv6 /64; null: somebody vouched for the person
