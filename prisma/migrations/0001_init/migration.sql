-- CreateEnum
CREATE TYPE "Role" AS ENUM ('commune', 'district', 'planning', 'province');

-- CreateEnum
CREATE TYPE "DocumentStyle" AS ENUM ('state', 'party', 'massOrganisation');

-- CreateEnum
CREATE TYPE "Position" AS ENUM ('specialist', 'leader', 'clerk');

-- CreateEnum
CREATE TYPE "Kind" AS ENUM ('plan', 'communeReport', 'unitReport', 'explanation', 'districtReport', 'provinceReport');

-- CreateEnum
CREATE TYPE "Status" AS ENUM ('draft', 'sent', 'changesAsked', 'accepted');

-- CreateEnum
CREATE TYPE "Opinion" AS ENUM ('agrees', 'asksChanges');

-- CreateEnum
CREATE TYPE "HelpForm" AS ENUM ('advice', 'training', 'connecting', 'investment', 'technical', 'labour', 'goods', 'money');

-- CreateEnum
CREATE TYPE "PeriodKind" AS ENUM ('month', 'quarter', 'half', 'year');

-- CreateEnum
CREATE TYPE "Boundary" AS ENUM ('before', 'onOrBefore');

-- CreateEnum
CREATE TYPE "Area" AS ENUM ('economy', 'society', 'security', 'politics');

-- CreateTable
CREATE TABLE "agency" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "abbreviation" TEXT NOT NULL,
    "document_style" "DocumentStyle" NOT NULL,
    "other_spellings" TEXT[],
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "agency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_name" (
    "id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "abbreviation" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "agency_name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_code" (
    "id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "agency_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_role" (
    "id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "agency_role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_parent" (
    "id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "parent_id" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,

    CONSTRAINT "agency_parent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agency_succession" (
    "predecessor_id" UUID NOT NULL,
    "successor_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "decision" TEXT NOT NULL,

    CONSTRAINT "agency_succession_pkey" PRIMARY KEY ("predecessor_id","successor_id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "position" "Position" NOT NULL DEFAULT 'specialist',
    "administrator" BOOLEAN NOT NULL DEFAULT false,
    "agency_id" UUID NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credential" (
    "user_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "must_change" BOOLEAN NOT NULL DEFAULT false,
    "epoch" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "event" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" UUID NOT NULL,
    "actor" TEXT NOT NULL,
    "agency_id" UUID NOT NULL,
    "agency" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "note" TEXT,

    CONSTRAINT "event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "event_subject" (
    "event_seq" BIGINT NOT NULL,
    "model" TEXT NOT NULL,
    "id" UUID NOT NULL,

    CONSTRAINT "event_subject_pkey" PRIMARY KEY ("event_seq","model","id")
);

-- CreateTable
CREATE TABLE "event_change" (
    "id" BIGSERIAL NOT NULL,
    "event_seq" BIGINT NOT NULL,
    "model" TEXT NOT NULL,
    "row" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "event_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "filing" (
    "id" UUID NOT NULL,
    "kind" "Kind" NOT NULL,
    "obligation_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "assignment_id" UUID,
    "status" "Status" NOT NULL DEFAULT 'draft',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "first_sent_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "filing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "draft" (
    "filing_id" UUID NOT NULL,
    "content" JSONB NOT NULL DEFAULT '{}',
    "compiled" JSONB,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" UUID NOT NULL,

    CONSTRAINT "draft_pkey" PRIMARY KEY ("filing_id")
);

-- CreateTable
CREATE TABLE "filing_version" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_by" UUID NOT NULL,
    "sent_by_name" TEXT NOT NULL,
    "signer_name" TEXT NOT NULL,
    "signer_title" TEXT NOT NULL,
    "agency_name" TEXT NOT NULL,

    CONSTRAINT "filing_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "delivered_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "read_by" TEXT,
    "opinion" TEXT,
    "opinion_at" TIMESTAMPTZ(3),
    "current" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "sid" TEXT NOT NULL,
    "sess" JSONB NOT NULL,
    "expire" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "once" (
    "key" UUID NOT NULL,
    "actor_id" UUID NOT NULL,
    "action" TEXT NOT NULL,
    "path" TEXT,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "once_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "pending_form" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_form_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "shift" DOUBLE PRECISION,

    CONSTRAINT "clock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_limit" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "consent" (
    "seq" BIGSERIAL NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "opinion" "Opinion" NOT NULL,
    "reason" TEXT,
    "party_committee" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID NOT NULL,
    "by_name" TEXT NOT NULL,
    "by_title" TEXT NOT NULL,

    CONSTRAINT "consent_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "plan_item" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "clause" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "form" "HelpForm" NOT NULL,
    "result" TEXT NOT NULL,
    "own_money" BIGINT NOT NULL,
    "sponsor_money" BIGINT NOT NULL,
    "programme_money" BIGINT NOT NULL,

    CONSTRAINT "plan_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "programme" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "decisions" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "first_year" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL,
    "programme_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "decision_number" TEXT NOT NULL,
    "decision_date" DATE NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE,
    "unit_contact" TEXT NOT NULL DEFAULT '',
    "commune_contact" TEXT NOT NULL DEFAULT '',
    "illustration" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "period" (
    "id" UUID NOT NULL,
    "kind" "PeriodKind" NOT NULL,
    "year" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "period_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reporting_start" (
    "id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "period_kind" "PeriodKind" NOT NULL,
    "from" DATE NOT NULL,

    CONSTRAINT "reporting_start_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "obligation" (
    "id" UUID NOT NULL,
    "kind" "Kind" NOT NULL,
    "programme_id" UUID NOT NULL,
    "agency_id" UUID NOT NULL,
    "period_id" UUID NOT NULL,
    "assignment_id" UUID,
    "opens_on" DATE NOT NULL,
    "data_from" DATE NOT NULL,
    "data_to" DATE NOT NULL,
    "named_day" DATE NOT NULL,
    "boundary" "Boundary" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "basis" TEXT NOT NULL,
    "extended_to" DATE,
    "extension_reason" TEXT,
    "withdrawn_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "obligation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "indicator_value" (
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "value" DECIMAL(20,4) NOT NULL,
    "total" DECIMAL(20,4),

    CONSTRAINT "indicator_value_pkey" PRIMARY KEY ("version_id","code")
);

-- CreateTable
CREATE TABLE "unit_result" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "commune_id" UUID NOT NULL,
    "area" "Area" NOT NULL,
    "done" TEXT NOT NULL,
    "not_done" TEXT NOT NULL,
    "forms" "HelpForm"[],
    "own_money" BIGINT NOT NULL,
    "sponsor_money" BIGINT NOT NULL,
    "goods_value" BIGINT NOT NULL,
    "programme_money" BIGINT NOT NULL,
    "labour_days" INTEGER NOT NULL,
    "households" INTEGER NOT NULL,

    CONSTRAINT "unit_result_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "agency_name_agency_id_idx" ON "agency_name"("agency_id");

-- CreateIndex
CREATE INDEX "agency_code_agency_id_idx" ON "agency_code"("agency_id");

-- CreateIndex
CREATE UNIQUE INDEX "agency_code_code_from_key" ON "agency_code"("code", "from");

-- CreateIndex
CREATE INDEX "agency_role_agency_id_idx" ON "agency_role"("agency_id");

-- CreateIndex
CREATE INDEX "agency_parent_agency_id_idx" ON "agency_parent"("agency_id");

-- CreateIndex
CREATE INDEX "agency_parent_parent_id_idx" ON "agency_parent"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_username_key" ON "user"("username");

-- CreateIndex
CREATE INDEX "user_agency_id_idx" ON "user"("agency_id");

-- CreateIndex
CREATE INDEX "event_subject_model_id_idx" ON "event_subject"("model", "id");

-- CreateIndex
CREATE INDEX "event_change_event_seq_idx" ON "event_change"("event_seq");

-- CreateIndex
CREATE INDEX "filing_obligation_id_idx" ON "filing"("obligation_id");

-- CreateIndex
CREATE INDEX "filing_assignment_id_idx" ON "filing"("assignment_id");

-- CreateIndex
CREATE INDEX "filing_period_id_idx" ON "filing"("period_id");

-- CreateIndex
CREATE UNIQUE INDEX "filing_kind_agency_id_period_id_assignment_id_key" ON "filing"("kind", "agency_id", "period_id", "assignment_id");

-- CreateIndex
CREATE UNIQUE INDEX "filing_version_filing_id_n_key" ON "filing_version"("filing_id", "n");

-- CreateIndex
CREATE UNIQUE INDEX "filing_version_filing_id_id_key" ON "filing_version"("filing_id", "id");

-- CreateIndex
CREATE INDEX "receipt_agency_id_idx" ON "receipt"("agency_id");

-- CreateIndex
CREATE INDEX "receipt_filing_id_idx" ON "receipt"("filing_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_version_id_agency_id_key" ON "receipt"("version_id", "agency_id");

-- CreateIndex
CREATE INDEX "session_expire_idx" ON "session"("expire");

-- CreateIndex
CREATE INDEX "once_made_at_idx" ON "once"("made_at");

-- CreateIndex
CREATE INDEX "pending_form_expires_idx" ON "pending_form"("expires");

-- CreateIndex
CREATE INDEX "consent_version_id_agency_id_idx" ON "consent"("version_id", "agency_id");

-- CreateIndex
CREATE UNIQUE INDEX "plan_item_version_id_position_key" ON "plan_item"("version_id", "position");

-- CreateIndex
CREATE INDEX "assignment_unit_id_idx" ON "assignment"("unit_id");

-- CreateIndex
CREATE INDEX "assignment_commune_id_idx" ON "assignment"("commune_id");

-- CreateIndex
CREATE UNIQUE INDEX "period_kind_year_n_key" ON "period"("kind", "year", "n");

-- CreateIndex
CREATE UNIQUE INDEX "reporting_start_agency_id_period_kind_key" ON "reporting_start"("agency_id", "period_kind");

-- CreateIndex
CREATE INDEX "obligation_agency_id_due_at_idx" ON "obligation"("agency_id", "due_at");

-- CreateIndex
CREATE INDEX "obligation_assignment_id_idx" ON "obligation"("assignment_id");

-- CreateIndex
CREATE INDEX "obligation_period_id_kind_idx" ON "obligation"("period_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "obligation_kind_agency_id_period_id_assignment_id_key" ON "obligation"("kind", "agency_id", "period_id", "assignment_id");

-- CreateIndex
CREATE INDEX "unit_result_commune_id_idx" ON "unit_result"("commune_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_result_version_id_commune_id_area_key" ON "unit_result"("version_id", "commune_id", "area");

-- AddForeignKey
ALTER TABLE "agency_name" ADD CONSTRAINT "agency_name_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_code" ADD CONSTRAINT "agency_code_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_role" ADD CONSTRAINT "agency_role_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_parent" ADD CONSTRAINT "agency_parent_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_parent" ADD CONSTRAINT "agency_parent_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_succession" ADD CONSTRAINT "agency_succession_predecessor_id_fkey" FOREIGN KEY ("predecessor_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agency_succession" ADD CONSTRAINT "agency_succession_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user" ADD CONSTRAINT "user_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credential" ADD CONSTRAINT "credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_subject" ADD CONSTRAINT "event_subject_event_seq_fkey" FOREIGN KEY ("event_seq") REFERENCES "event"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_change" ADD CONSTRAINT "event_change_event_seq_fkey" FOREIGN KEY ("event_seq") REFERENCES "event"("seq") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_obligation_id_fkey" FOREIGN KEY ("obligation_id") REFERENCES "obligation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "period"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing" ADD CONSTRAINT "filing_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "draft" ADD CONSTRAINT "draft_saved_by_fkey" FOREIGN KEY ("saved_by") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filing_version" ADD CONSTRAINT "filing_version_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_filing_id_fkey" FOREIGN KEY ("filing_id") REFERENCES "filing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent" ADD CONSTRAINT "consent_version_id_agency_id_fkey" FOREIGN KEY ("version_id", "agency_id") REFERENCES "receipt"("version_id", "agency_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "plan_item" ADD CONSTRAINT "plan_item_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reporting_start" ADD CONSTRAINT "reporting_start_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_agency_id_fkey" FOREIGN KEY ("agency_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "period"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "obligation" ADD CONSTRAINT "obligation_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "indicator_value" ADD CONSTRAINT "indicator_value_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_result" ADD CONSTRAINT "unit_result_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_result" ADD CONSTRAINT "unit_result_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
