-- What applications hold ends for good with the token that answered, as its sessions do. A disabled token can be enabled again, and a
-- refresh token from before would then be good again, in whoever's hands it is. The other changes of a token end it by the generation.
-- A trigger has no clock of ours, so the time is 0.
CREATE TRIGGER oidc_grant_token_disabled AFTER UPDATE OF active, revoked ON token
WHEN new.active = 0 OR new.revoked = 1 BEGIN
  UPDATE oidc_grant SET revoked_at_ms = 0
  WHERE realm = old.realm AND user = old.user AND token_id = old.id AND revoked_at_ms IS NULL;
END;
