-- SX-12: the photo of a survey's paper sheet, beside what was entered from it; the row still names nobody.
ALTER TABLE survey_answer ADD COLUMN sheet_id uuid;
ALTER TABLE survey_answer ADD CONSTRAINT survey_answer_sheet_fkey FOREIGN KEY (estate_id, sheet_id) REFERENCES file(estate_id, id);
ALTER TABLE survey_answer ADD CONSTRAINT survey_answer_sheet_check CHECK (sheet_id IS NULL OR entered_by IS NOT NULL);
CREATE UNIQUE INDEX survey_answer_sheet_key ON survey_answer (estate_id, sheet_id) WHERE sheet_id IS NOT NULL;
