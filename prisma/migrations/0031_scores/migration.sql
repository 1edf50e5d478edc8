-- CreateEnum
CREATE TYPE "ScoringStatus" AS ENUM ('preparing', 'published', 'frozen');

-- CreateEnum
CREATE TYPE "ScoreRule" AS ENUM ('plan', 'report', 'item', 'help', 'invitation', 'assessment');

-- CreateEnum
CREATE TYPE "AdjustmentStatus" AS ENUM ('inForce', 'undone');

-- CreateEnum
CREATE TYPE "ObjectionStatus" AS ENUM ('raised', 'upheld', 'dismissed', 'withdrawn');

-- CreateTable
CREATE TABLE "scoring" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "document_number" TEXT NOT NULL DEFAULT '',
    "document_date" DATE,
    "document_title" TEXT NOT NULL DEFAULT '',
    "plan_weight" INTEGER NOT NULL,
    "report_weight" INTEGER NOT NULL,
    "item_weight" INTEGER NOT NULL,
    "help_weight" INTEGER NOT NULL,
    "invitation_weight" INTEGER NOT NULL,
    "assessment_weight" INTEGER NOT NULL,
    "objection_days" INTEGER NOT NULL,
    "status" "ScoringStatus" NOT NULL DEFAULT 'preparing',
    "edition" INTEGER NOT NULL DEFAULT 0,
    "published_at" TIMESTAMPTZ(3),
    "frozen_at" TIMESTAMPTZ(3),
    "seal" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "scoring_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_score" (
    "id" UUID NOT NULL,
    "scoring_id" UUID NOT NULL,
    "edition" INTEGER NOT NULL,
    "unit_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "evidence" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unit_score_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "score_adjustment" (
    "id" UUID NOT NULL,
    "scoring_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "rule" "ScoreRule",
    "points" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "objection_id" UUID,
    "status" "AdjustmentStatus" NOT NULL DEFAULT 'inForce',
    "undone_for" TEXT,
    "undone_by" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "score_adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "score_objection" (
    "id" UUID NOT NULL,
    "scoring_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "rule" "ScoreRule",
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" TEXT,
    "status" "ObjectionStatus" NOT NULL DEFAULT 'raised',
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "score_objection_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "scoring_year_key" ON "scoring"("year");

-- CreateIndex
CREATE INDEX "scoring_owner_id_idx" ON "scoring"("owner_id");

-- CreateIndex
CREATE INDEX "unit_score_unit_id_idx" ON "unit_score"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_score_scoring_id_edition_unit_id_key" ON "unit_score"("scoring_id", "edition", "unit_id");

-- CreateIndex
CREATE INDEX "score_adjustment_scoring_id_idx" ON "score_adjustment"("scoring_id");

-- CreateIndex
CREATE INDEX "score_adjustment_unit_id_idx" ON "score_adjustment"("unit_id");

-- CreateIndex
CREATE INDEX "score_adjustment_objection_id_idx" ON "score_adjustment"("objection_id");

-- CreateIndex
CREATE INDEX "score_objection_scoring_id_idx" ON "score_objection"("scoring_id");

-- CreateIndex
CREATE INDEX "score_objection_unit_id_idx" ON "score_objection"("unit_id");

-- AddForeignKey
ALTER TABLE "scoring" ADD CONSTRAINT "scoring_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_score" ADD CONSTRAINT "unit_score_scoring_id_fkey" FOREIGN KEY ("scoring_id") REFERENCES "scoring"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_score" ADD CONSTRAINT "unit_score_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_adjustment" ADD CONSTRAINT "score_adjustment_scoring_id_fkey" FOREIGN KEY ("scoring_id") REFERENCES "scoring"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_adjustment" ADD CONSTRAINT "score_adjustment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_adjustment" ADD CONSTRAINT "score_adjustment_objection_id_fkey" FOREIGN KEY ("objection_id") REFERENCES "score_objection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_objection" ADD CONSTRAINT "score_objection_scoring_id_fkey" FOREIGN KEY ("scoring_id") REFERENCES "scoring"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_objection" ADD CONSTRAINT "score_objection_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma does not see: what was published or frozen stays as it was.
create trigger insert_only before update or delete or truncate on unit_score for each statement execute function insert_only();

-- A frozen year: its criteria, adjustments and objections never change. Whoever acts on one of these while the year is being frozen waits for it,
-- and then tries again (serialization_failure) and is told.
create function scoring_stays_frozen() returns trigger language plpgsql as $$
begin
  old.revision := new.revision;
  if old.status = 'frozen' and old is distinct from new then
    raise exception 'scoring % is frozen', old.year using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger stays_frozen before update on scoring for each row execute function scoring_stays_frozen();
create trigger not_deleted before delete or truncate on scoring for each statement execute function insert_only();

create function score_is_open() returns trigger language plpgsql as $$
declare stands "ScoringStatus";
begin
  if tg_op = 'UPDATE' then
    old.revision := new.revision;
    if old is not distinct from new then return new; end if;
  end if;
  select status into stands from scoring where id = new.scoring_id for share;
  if stands = 'frozen' then
    raise exception 'the scoring is frozen' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger score_is_open before insert or update on score_adjustment for each row execute function score_is_open();
create trigger not_deleted before delete or truncate on score_adjustment for each statement execute function insert_only();
create trigger score_is_open before insert or update on score_objection for each row execute function score_is_open();
create trigger not_deleted before delete or truncate on score_objection for each statement execute function insert_only();

alter table scoring add constraint scoring_weights_are_a_hundred check (
  plan_weight >= 0 and report_weight >= 0 and item_weight >= 0 and help_weight >= 0 and invitation_weight >= 0 and assessment_weight >= 0
  and plan_weight + report_weight + item_weight + help_weight + invitation_weight + assessment_weight = 100);
alter table scoring add constraint scoring_document_is_whole check (
  (document_number = '') = (document_date is null) and (document_number = '') = (document_title = ''));
alter table scoring add constraint scoring_published_has_day check (status = 'preparing' or published_at is not null);
alter table scoring add constraint scoring_frozen_has_seal check ((status = 'frozen') = (seal is not null));
alter table score_adjustment add constraint score_adjustment_within_a_hundred check (points between -10000 and 10000 and points <> 0);
alter table score_adjustment add constraint score_adjustment_undone_with_reason check ((status = 'undone') = (undone_for is not null));
alter table score_objection add constraint score_objection_answered_in_words check (status not in ('upheld', 'dismissed') or answer is not null);
