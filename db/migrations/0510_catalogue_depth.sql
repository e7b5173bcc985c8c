-- The catalogue in depth: the contract's clause, who may order, free or paid, and what was done for everybody.
ALTER TABLE catalogue_item ADD COLUMN clause text;

-- S3-100: {"minFloors": 10} buildings of ten floors and more, {"fromFloor": 7}, {"buildings": [ids]}; empty is everybody.
ALTER TABLE catalogue_item ADD COLUMN groups jsonb NOT NULL DEFAULT '{}';

-- S3-108: marked as free or paid before it has a price; null where nobody has said so.
ALTER TABLE catalogue_item ADD COLUMN paid boolean;

-- Which class of order it becomes at the desk: special, onsite (somebody comes at once), advice.
ALTER TABLE catalogue_item ADD COLUMN order_class text NOT NULL DEFAULT 'special';

-- S3-98: one line per service that was rendered to everybody; public to the owners.
CREATE TABLE catalogue_performance (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  on_date date NOT NULL,
  text text NOT NULL,
  file_id uuid,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT catalogue_performance_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_performance_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item (estate_id, id)
);
SELECT app.distribute('catalogue_performance');
CREATE INDEX catalogue_performance_item_idx ON catalogue_performance (estate_id, item_id, on_date);

-- One warning per month and stage, however often the job runs.
CREATE TABLE catalogue_warned (
  estate_id uuid NOT NULL,
  month text NOT NULL,
  stage text NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT catalogue_warned_pkey PRIMARY KEY (estate_id, month, stage)
);
SELECT app.distribute('catalogue_warned');

-- Where an entry of the directory comes from, and who looked at it last.
ALTER TABLE catalogue_directory ADD COLUMN source text;
ALTER TABLE catalogue_directory ADD COLUMN checked_by text;

-- S3-106: small good deeds of the staff, and who recognised them.
CREATE TABLE catalogue_deed (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  on_date date NOT NULL,
  staff_id uuid,
  staff_name text NOT NULL,
  text text NOT NULL,
  made_by_id uuid,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  recognised_by text,
  recognised_at timestamptz,
  words text,
  CONSTRAINT catalogue_deed_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_deed_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT catalogue_deed_recognised_check CHECK ((recognised_by IS NULL) = (recognised_at IS NULL))
);
SELECT app.distribute('catalogue_deed');
CREATE INDEX catalogue_deed_date_idx ON catalogue_deed (estate_id, on_date);
