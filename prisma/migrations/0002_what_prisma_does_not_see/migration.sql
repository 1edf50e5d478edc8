-- Prisma's diff does not see anything below: test/guards.test.ts asserts that each of them exists.

-- One obligation and one filing per kind, agency, period and assignment, also where there is no assignment.
drop index obligation_kind_agency_id_period_id_assignment_id_key;
create unique index obligation_kind_agency_id_period_id_assignment_id_key
  on obligation (kind, agency_id, period_id, assignment_id) nulls not distinct;
drop index filing_kind_agency_id_period_id_assignment_id_key;
create unique index filing_kind_agency_id_period_id_assignment_id_key
  on filing (kind, agency_id, period_id, assignment_id) nulls not distinct;

-- Vietnamese order (A Ă Â … D Đ …) belongs to the column: `order by` cannot name it through Prisma.
alter table agency alter column name type text collate "vi-x-icu";
alter table agency_name alter column name type text collate "vi-x-icu";
alter table "user" alter column name type text collate "vi-x-icu";

-- What waits for an agency is asked for at every desk, and few receipts are current.
create index receipt_waiting on receipt (agency_id, delivered_at) where current;
-- What is late is asked for by day.
create index obligation_owed on obligation (kind, due_at) where withdrawn_at is null;

-- What was sent, said or recorded stays as it is.
create function insert_only() returns trigger language plpgsql as $$
begin
  raise exception '% is insert-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger insert_only before update or delete or truncate on filing_version  for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on plan_item       for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on indicator_value for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on unit_result     for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on consent         for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on event           for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on event_subject   for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on event_change    for each statement execute function insert_only();

alter table plan_item add constraint plan_item_money_not_negative check (own_money >= 0 and sponsor_money >= 0 and programme_money >= 0);
alter table unit_result add constraint unit_result_not_negative check (
  own_money >= 0 and sponsor_money >= 0 and goods_value >= 0 and programme_money >= 0 and labour_days >= 0 and households >= 0);
alter table assignment add constraint assignment_dates_in_order check ("to" is null or "to" >= "from");
alter table agency_name add constraint agency_name_dates_in_order check ("to" is null or "to" >= "from");
alter table agency_code add constraint agency_code_dates_in_order check ("to" is null or "to" >= "from");
alter table agency_role add constraint agency_role_dates_in_order check ("to" is null or "to" >= "from");
alter table agency_parent add constraint agency_parent_dates_in_order check ("to" is null or "to" >= "from");
alter table programme add constraint programme_dates_in_order check ("to" >= "from");
alter table period add constraint period_number_fits check (
  n between 1 and case kind when 'month' then 12 when 'quarter' then 4 when 'half' then 2 else 1 end);
alter table obligation add constraint obligation_data_in_order check (data_to >= data_from);
alter table obligation add constraint obligation_extended_with_reason check (extended_to is null or extension_reason is not null);
alter table clock add constraint clock_is_one_row check (id = 1);

insert into clock (id) values (1);

-- The periods of the programmes to come: kind, year, number.
insert into period (id, kind, year, n)
select gen_random_uuid(), kind, year, n
from (values ('month'::"PeriodKind", 12), ('quarter', 4), ('half', 2), ('year', 1)) kinds (kind, last),
  generate_series(2021, 2035) year, generate_series(1, last) n;
