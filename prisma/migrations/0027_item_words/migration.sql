-- CreateEnum
CREATE TYPE "ItemWord" AS ENUM ('done', 'partly', 'notDone');

-- AlterTable
ALTER TABLE "unit_item" ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "said" "ItemWord";

-- What Prisma does not see: not done, or not all of it, says why; done without a recorded activity says how; what was recorded was not left undone.
alter table unit_item add constraint unit_item_word_is_explained check (
  (said is distinct from 'partly' and said is distinct from 'notDone' and (said is distinct from 'done' or outcome <> 'open')) or note <> ''
), add constraint unit_item_undone_is_open check (said is distinct from 'notDone' or outcome = 'open');
