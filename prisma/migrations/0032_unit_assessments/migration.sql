-- CreateEnum
CREATE TYPE "Rating" AS ENUM ('good', 'fair', 'average', 'poor');

-- CreateTable
CREATE TABLE "unit_assessment" (
    "id" UUID NOT NULL,
    "filing_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "rating" "Rating" NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "unit_assessment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unit_assessment_unit_id_idx" ON "unit_assessment"("unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "unit_assessment_version_id_unit_id_key" ON "unit_assessment"("version_id", "unit_id");

-- AddForeignKey
ALTER TABLE "unit_assessment" ADD CONSTRAINT "unit_assessment_filing_id_version_id_fkey" FOREIGN KEY ("filing_id", "version_id") REFERENCES "filing_version"("filing_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_assessment" ADD CONSTRAINT "unit_assessment_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was sent before there were such rows: the same, from the frozen contents (a unit's id stands there without its dashes).
insert into unit_assessment (id, filing_id, version_id, unit_id, rating, words)
select gen_random_uuid(), v.filing_id, v.id, u.id, (one ->> 'rating')::"Rating", coalesce(one ->> 'words', '')
from filing_version v
join filing f on f.id = v.filing_id and f.kind = 'communeReport'
cross join lateral jsonb_array_elements(case jsonb_typeof(v.content -> 'assessments') when 'array' then v.content -> 'assessments' else '[]' end) one
join agency u on replace(u.id::text, '-', '') = one ->> 'id';

-- What Prisma does not see: what was sent stays as it was.
create trigger insert_only before update or delete or truncate on unit_assessment for each statement execute function insert_only();
