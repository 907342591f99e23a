-- Anyone can open a login for a token without a PIN, so such a login keeps its network, and only a few may be open at once.
ALTER TABLE challenge ADD COLUMN network TEXT;  -- an IPv4 address or IPv6 /64; null: a PIN or an account vouched for the person
