-- The newest filings of a kind in a full order, so that a search reads only those it shows, also where many were sent in one instant.
DROP INDEX "filing_kind_last_sent_at_idx";
CREATE INDEX "filing_kind_last_sent_at_id_idx" ON "filing"("kind", "last_sent_at" DESC, "id");
-- The few that were not sent.
create index filing_unsent on filing (id) where first_sent_at is null;
