-- CreateEnum
CREATE TYPE "InquiryStatus" AS ENUM ('running', 'closed', 'withdrawn');

-- CreateEnum
CREATE TYPE "QuestionKind" AS ENUM ('words', 'number');

-- CreateEnum
CREATE TYPE "AnswerStatus" AS ENUM ('waiting', 'answered', 'changesAsked');

-- CreateTable
CREATE TABLE "inquiry" (
    "id" UUID NOT NULL,
    "asker_id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "context" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "status" "InquiryStatus" NOT NULL DEFAULT 'running',
    "withdrawn_for" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "inquiry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inquiry_question" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "kind" "QuestionKind" NOT NULL,
    "measure" TEXT NOT NULL,

    CONSTRAINT "inquiry_question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inquiry_answer" (
    "id" UUID NOT NULL,
    "inquiry_id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "status" "AnswerStatus" NOT NULL DEFAULT 'waiting',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "first_sent_at" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "changes_reason" TEXT,

    CONSTRAINT "inquiry_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inquiry_draft" (
    "answer_id" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by" TEXT NOT NULL,

    CONSTRAINT "inquiry_draft_pkey" PRIMARY KEY ("answer_id")
);

-- CreateTable
CREATE TABLE "inquiry_sending" (
    "id" UUID NOT NULL,
    "answer_id" UUID NOT NULL,
    "commune_id" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "sent_by" TEXT NOT NULL,
    "sent_by_title" TEXT NOT NULL,

    CONSTRAINT "inquiry_sending_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inquiry_value" (
    "sending_id" UUID NOT NULL,
    "question_id" UUID NOT NULL,
    "words" TEXT,
    "number" DECIMAL(20,4),

    CONSTRAINT "inquiry_value_pkey" PRIMARY KEY ("sending_id","question_id")
);

-- CreateIndex
CREATE INDEX "inquiry_asker_id_status_idx" ON "inquiry"("asker_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_question_inquiry_id_position_key" ON "inquiry_question"("inquiry_id", "position");

-- CreateIndex
CREATE INDEX "inquiry_answer_commune_id_status_idx" ON "inquiry_answer"("commune_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_answer_inquiry_id_commune_id_key" ON "inquiry_answer"("inquiry_id", "commune_id");

-- CreateIndex
CREATE INDEX "inquiry_sending_commune_id_idx" ON "inquiry_sending"("commune_id");

-- CreateIndex
CREATE UNIQUE INDEX "inquiry_sending_answer_id_n_key" ON "inquiry_sending"("answer_id", "n");

-- CreateIndex
CREATE INDEX "inquiry_value_question_id_idx" ON "inquiry_value"("question_id");

-- AddForeignKey
ALTER TABLE "inquiry" ADD CONSTRAINT "inquiry_asker_id_fkey" FOREIGN KEY ("asker_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_question" ADD CONSTRAINT "inquiry_question_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_answer" ADD CONSTRAINT "inquiry_answer_inquiry_id_fkey" FOREIGN KEY ("inquiry_id") REFERENCES "inquiry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_answer" ADD CONSTRAINT "inquiry_answer_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_draft" ADD CONSTRAINT "inquiry_draft_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "inquiry_answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_sending" ADD CONSTRAINT "inquiry_sending_answer_id_fkey" FOREIGN KEY ("answer_id") REFERENCES "inquiry_answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_sending" ADD CONSTRAINT "inquiry_sending_commune_id_fkey" FOREIGN KEY ("commune_id") REFERENCES "agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_value" ADD CONSTRAINT "inquiry_value_sending_id_fkey" FOREIGN KEY ("sending_id") REFERENCES "inquiry_sending"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inquiry_value" ADD CONSTRAINT "inquiry_value_question_id_fkey" FOREIGN KEY ("question_id") REFERENCES "inquiry_question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

create trigger insert_only before update or delete or truncate on inquiry_question for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on inquiry_sending for each statement execute function insert_only();
create trigger insert_only before update or delete or truncate on inquiry_value for each statement execute function insert_only();
alter table inquiry add constraint inquiry_withdrawn_with_reason check ((status = 'withdrawn') = (withdrawn_for is not null));
alter table inquiry_question add constraint inquiry_question_number_has_measure check (kind = 'words' or measure <> '');
alter table inquiry_answer add constraint inquiry_answer_sent_has_day check ((status = 'waiting') = (first_sent_at is null));
alter table inquiry_answer add constraint inquiry_answer_changes_with_reason check ((status = 'changesAsked') = (changes_reason is not null));
alter table inquiry_value add constraint inquiry_value_is_one check (num_nonnulls(words, number) = 1);
