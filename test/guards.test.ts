import { expect, test } from 'vitest'
import { difference } from '../prisma/new-migration.ts'
import { pool } from '../src/pool.ts'
import { insertOnly } from './insert-only.ts'

const names = async (query: string) => (await pool.query({ text: query, rowMode: 'array' })).rows.map((row) => row.join(' ')).sort()

test('schema and migrations agree', { timeout: 120_000 }, async () => {
  expect(await difference()).toBe('')
})

test('what Prisma does not see is there: triggers', async () => {
  const found = await names(
    `select relname, tgname, tgenabled from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal`,
  )
  const tables = [...insertOnly, 'attachment'].sort() // of a file, whether it is still in the draft may change
  const scores = ['score_adjustment', 'score_objection'].flatMap((table) => [`${table} not_deleted O`, `${table} score_is_open O`])
  const frozen = [...scores, 'scoring not_deleted O', 'scoring stays_frozen O'] // of a year that is not frozen yet they change
  expect(found).toEqual([...tables.map((table) => `${table} insert_only O`), ...frozen, 'user keep_an_administrator O'].sort())
})

test('… checks, unique indexes without holes, partial indexes', async () => {
  expect(await names(`select conname from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace`)).toEqual([
    'agency_code_dates_in_order',
    'agency_name_dates_in_order',
    'agency_parent_dates_in_order',
    'agency_role_dates_in_order',
    'assignment_dates_in_order',
    'attachment_has_one_owner',
    'attachment_is_whole',
    'authorisation_days_in_order',
    'calendar_change_days_of_a_month',
    'calendar_change_from_a_month',
    'clock_is_one_row',
    'commune_region_decided_before',
    'holiday_days_in_order',
    'indicator_asked_in_some_period',
    'indicator_computed_has_parts',
    'indicator_days_in_order',
    'indicator_decimals_kept',
    'inquiry_answer_changes_with_reason',
    'inquiry_answer_sent_has_day',
    'inquiry_question_number_has_measure',
    'inquiry_value_is_one',
    'inquiry_withdrawn_with_reason',
    'invitation_held_has_outcome',
    'need_quantity_has_measure',
    'obligation_accepted_with_reason',
    'obligation_data_in_order',
    'obligation_extended_with_reason',
    'paper_decision_registers_a_day',
    'period_number_fits',
    'petition_word_document_has_date',
    'plan_item_money_not_negative',
    'plan_item_months_in_order',
    'programme_dates_in_order',
    'reminder_says_why',
    'reminder_setting_days_fit',
    'score_adjustment_undone_with_reason',
    'score_adjustment_within_a_hundred',
    'score_objection_answered_in_words',
    'scoring_document_is_whole',
    'scoring_frozen_has_seal',
    'scoring_published_has_day',
    'scoring_weights_are_a_hundred',
    'support_beneficiary_not_negative',
    'support_contribution_not_negative',
    'support_dates_in_order',
    'support_not_negative',
    'unit_item_undone_is_open',
    'unit_item_word_is_explained',
    'unit_result_apart_holds_nothing',
    'unit_result_not_negative',
  ])
  expect(await names(`select relname from pg_index join pg_class on oid = indexrelid where indnullsnotdistinct`)).toEqual([
    'filing_kind_agency_id_period_id_assignment_id_key',
    'indicator_in_use',
    'obligation_kind_agency_id_period_id_assignment_id_key',
  ])
  expect(
    await names(
      `select relname from pg_index join pg_class on oid = indexrelid where indpred is not null and relnamespace = 'public'::regnamespace`,
    ),
  ).toEqual(['commune_region_once', 'filing_unsent', 'indicator_in_use', 'obligation_owed', 'receipt_waiting'])
})

test('… and Vietnamese order, in the columns that are sorted', async () => {
  const columns = `select table_name, column_name from information_schema.columns where collation_name = 'vi-x-icu'`
  expect(await names(columns)).toEqual(['agency name', 'agency_name name', 'user name'])
  const sorted = `select name from (select name from agency limit 0) a union all select unnest(array['Đa','Ân','Bản','An','Dà','Ăn','Da','Ea'])`
  const rows = (await pool.query(`${sorted} order by 1`)).rows.map(({ name }) => name)
  expect(rows).toEqual(['An', 'Ăn', 'Ân', 'Bản', 'Da', 'Dà', 'Đa', 'Ea'])
})
