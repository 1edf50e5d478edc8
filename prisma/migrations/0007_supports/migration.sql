-- CreateEnum
CREATE TYPE "SupportStatus" AS ENUM ('declared', 'confirmed', 'disputed', 'cancelled');

-- CreateEnum
CREATE TYPE "ContributionKind" AS ENUM ('money', 'goods', 'labour');

-- CreateEnum
CREATE TYPE "ContributionSource" AS ENUM ('own', 'sponsor', 'programme');

-- CreateEnum
CREATE TYPE "BeneficiaryGroup" AS ENUM ('poorHouseholds', 'nearPoorHouseholds', 'otherHouseholds', 'people', 'pupils', 'officials');

-- CreateTable
CREATE TABLE "support" (
    "id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "form" "HelpForm" NOT NULL,
    "area" "Area" NOT NULL,
    "clause" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "villages" TEXT NOT NULL,
    "later_use" TEXT NOT NULL,
    "filing_id" UUID,
    "item_key" TEXT,
    "plan_agreed" BOOLEAN NOT NULL,
    "own_value" BIGINT NOT NULL,
    "sponsor_value" BIGINT NOT NULL,
    "programme_value" BIGINT NOT NULL,
    "labour_days" INTEGER NOT NULL,
    "commune_own" BIGINT,
    "commune_sponsor" BIGINT,
    "commune_labour" INTEGER,
    "commune_result" TEXT,
    "dispute_reason" TEXT,
    "unit_answer" TEXT,
    "status" "SupportStatus" NOT NULL DEFAULT 'declared',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "declared_at" TIMESTAMPTZ(3) NOT NULL,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "support_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_contribution" (
    "id" UUID NOT NULL,
    "support_id" UUID NOT NULL,
    "kind" "ContributionKind" NOT NULL,
    "source" "ContributionSource" NOT NULL,
    "what" TEXT NOT NULL,
    "quantity" DECIMAL(20,4),
    "measure" TEXT NOT NULL,
    "value" BIGINT NOT NULL,
    "sponsor" TEXT NOT NULL,

    CONSTRAINT "support_contribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_beneficiary" (
    "id" UUID NOT NULL,
    "support_id" UUID NOT NULL,
    "group" "BeneficiaryGroup" NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "support_beneficiary_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "support_commune_id_year_idx" ON "support"("commune_id", "year");

-- CreateIndex
CREATE INDEX "support_unit_id_year_idx" ON "support"("unit_id", "year");

-- CreateIndex
CREATE INDEX "support_filing_id_idx" ON "support"("filing_id");

-- CreateIndex
CREATE INDEX "support_contribution_support_id_idx" ON "support_contribution"("support_id");

-- CreateIndex
CREATE UNIQUE INDEX "support_beneficiary_support_id_group_key" ON "support_beneficiary"("support_id", "group");

-- AddForeignKey
ALTER TABLE "support" ADD CONSTRAINT "support_assignment_id_fkey" FOREIGN KEY ("assignment_id") REFERENCES "assignment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support" ADD CONSTRAINT "support_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support" ADD CONSTRAINT "support_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_contribution" ADD CONSTRAINT "support_contribution_support_id_fkey" FOREIGN KEY ("support_id") REFERENCES "support"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_beneficiary" ADD CONSTRAINT "support_beneficiary_support_id_fkey" FOREIGN KEY ("support_id") REFERENCES "support"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table support add constraint support_dates_in_order check ("to" >= "from");
alter table support add constraint support_not_negative check (
  own_value >= 0 and sponsor_value >= 0 and programme_value >= 0 and labour_days >= 0
  and commune_own >= 0 and commune_sponsor >= 0 and commune_labour >= 0);
alter table support_contribution add constraint support_contribution_not_negative check (value >= 0 and quantity >= 0);
alter table support_beneficiary add constraint support_beneficiary_not_negative check (count > 0);
