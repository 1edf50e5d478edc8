/** What was sent, said or recorded stays as it is: tables that a trigger keeps from every change. */
export const insertOnly = [
  'consent',
  'evaluation',
  'event',
  'event_change',
  'event_subject',
  'filing_comment',
  'filing_version',
  'indicator_value',
  'invitation_opinion',
  'invitation_reply',
  'need_answer',
  'petition_word',
  'plan_item',
  'request_word',
  'unit_result',
  'version_attachment',
]
