-- AlterTable: a working copy that the portal has begun was saved by nobody.
ALTER TABLE "draft" ALTER COLUMN "saved_by" DROP NOT NULL;
