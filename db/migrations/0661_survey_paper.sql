-- SX-12: the yearly survey on paper. entered_by names the employee who copied a paper answer; null: answered by oneself.
ALTER TABLE survey_answer ADD COLUMN entered_by text;
