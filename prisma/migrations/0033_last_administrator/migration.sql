-- Somebody of the planning department can always give out accounts: its last administrator who can sign in stays one, whoever presses what at once.
create function keep_an_administrator() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('keep_an_administrator'));
  if not exists (
    select from "user" join agency_role using (agency_id)
    where role = 'planning' and administrator and disabled_at is null
  ) then
    raise exception 'the last administrator of the planning department stays' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger keep_an_administrator after update of administrator, disabled_at, agency_id on "user" for each row
  when (old.administrator and old.disabled_at is null and (not new.administrator or new.disabled_at is not null or new.agency_id <> old.agency_id))
  execute function keep_an_administrator();
