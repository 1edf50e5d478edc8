-- A one-time password opens the portal for two weeks; those that are out already, from today on.
ALTER TABLE "user" ADD COLUMN "slip_until" DATE;
update "user" set slip_until = current_date + 14 from credential where credential.user_id = "user".id and must_change and password_hash <> '';
ALTER TABLE "credential" DROP COLUMN "must_change";
