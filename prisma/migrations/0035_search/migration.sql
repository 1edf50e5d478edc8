-- What a search looks in: words without tone marks, cut at everything that is no letter or digit ("1234/UBND-TH" is three words), with a space at
-- both ends. By `normalize`, which is immutable, in place of `unaccent`, which follows a server's rules file and so may generate no column.
-- src/search/words.ts cuts what was typed in the same way (a test compares them).

-- In a schema of its own: a restoring puts the portal's tables aside with their schema, and what belongs to the database stays where it is. Where
-- somebody has made the extension already, it is used where it stands.
do $$ begin
  if not exists (select from pg_extension where extname = 'pg_trgm') then
    create schema if not exists extensions;
    create extension pg_trgm with schema extensions;
  end if;
  execute (select format('set local search_path = public, %s', extnamespace::regnamespace) from pg_extension where extname = 'pg_trgm');
end $$;

create function search_words(words text) returns text immutable strict parallel safe language sql as $$
  select ' ' || pg_catalog.btrim(pg_catalog.regexp_replace(pg_catalog.lower(pg_catalog.translate(
    pg_catalog.regexp_replace(normalize(words, nfd), '[\u0300-\u036f]', '', 'g'), 'đĐ', 'dd')), '[^a-z0-9]+', ' ', 'g')) || ' '
$$;

alter table need add column search text generated always as (search_words(what || ' ' || detail || ' ' || whom)) stored;
alter table petition add column search text generated always as (search_words(subject || ' ' || detail || ' ' || wish)) stored;
alter table support add column search text generated always as (search_words(what || ' ' || result || ' ' || villages)) stored;
alter table invitation add column search text generated always as (search_words(subject || ' ' || agenda || ' ' || place)) stored;
alter table inspection add column search text generated always as (search_words(findings || ' ' || participants)) stored;
alter table inspection_request add column search text generated always as (search_words("text")) stored;
alter table inquiry add column search text generated always as (search_words(subject || ' ' || context)) stored;
alter table petition_word add column search text generated always as (search_words(document_number)) stored;
alter table paper_original add column search text generated always as (search_words("number")) stored;
alter table explanation_decision add column search text generated always as (search_words(document_number)) stored;
alter table assignment add column search text generated always as (search_words(decision_number || ' ' || coalesce(end_number, ''))) stored;

create index need_search_idx on need using gin (search gin_trgm_ops);
create index petition_search_idx on petition using gin (search gin_trgm_ops);
create index support_search_idx on support using gin (search gin_trgm_ops);
create index invitation_search_idx on invitation using gin (search gin_trgm_ops);
create index inspection_search_idx on inspection using gin (search gin_trgm_ops);
create index inspection_request_search_idx on inspection_request using gin (search gin_trgm_ops);
create index inquiry_search_idx on inquiry using gin (search gin_trgm_ops);
create index petition_word_search_idx on petition_word using gin (search gin_trgm_ops);
create index paper_original_search_idx on paper_original using gin (search gin_trgm_ops);
create index explanation_decision_search_idx on explanation_decision using gin (search gin_trgm_ops);
create index assignment_search_idx on assignment using gin (search gin_trgm_ops);

-- CreateIndex
CREATE INDEX "filing_agency_id_idx" ON "filing"("agency_id");

-- CreateIndex
CREATE INDEX "filing_kind_last_sent_at_idx" ON "filing"("kind", "last_sent_at" DESC);
