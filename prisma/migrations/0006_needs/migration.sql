-- CreateEnum
CREATE TYPE "NeedStatus" AS ENUM ('proposed', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "NeedPriority" AS ENUM ('urgent', 'thisYear', 'whenPossible');

-- CreateTable
CREATE TABLE "need" (
    "id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "proposer_id" UUID NOT NULL,
    "unit_id" UUID,
    "area" "Area" NOT NULL,
    "clause" TEXT,
    "what" TEXT NOT NULL,
    "detail" TEXT NOT NULL,
    "whom" TEXT NOT NULL,
    "quantity" DECIMAL(20,4),
    "measure" TEXT NOT NULL,
    "needed_by" TEXT NOT NULL,
    "priority" "NeedPriority" NOT NULL,
    "status" "NeedStatus" NOT NULL DEFAULT 'proposed',
    "asking" INTEGER NOT NULL DEFAULT 1,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "need_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need_answer" (
    "id" UUID NOT NULL,
    "need_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "asking" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "need_answer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "need_commune_id_proposed_at_idx" ON "need"("commune_id", "proposed_at");

-- CreateIndex
CREATE INDEX "need_unit_id_idx" ON "need"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "need_answer_need_id_unit_id_asking_key" ON "need_answer"("need_id", "unit_id", "asking");

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_proposer_id_fkey" FOREIGN KEY ("proposer_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need" ADD CONSTRAINT "need_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_answer" ADD CONSTRAINT "need_answer_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "need"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_answer" ADD CONSTRAINT "need_answer_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on need_answer for each statement execute function insert_only();
alter table need add constraint need_quantity_has_measure check (quantity is null or (quantity > 0 and measure <> ''));
