-- Figures of the boards (SX-07): one row per estate, local day and figure; levels above are sums of these rows.
-- denominator is empty for plain counts. A figure of which an estate has nothing to count has no row: no data.
CREATE TABLE figure_day (
  estate_id uuid NOT NULL,
  day date NOT NULL,
  figure text NOT NULL,
  numerator bigint NOT NULL,
  denominator bigint,
  at timestamptz NOT NULL,
  CONSTRAINT figure_day_pkey PRIMARY KEY (estate_id, day, figure),
  CONSTRAINT figure_day_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('figure_day');
CREATE INDEX figure_day_day_idx ON figure_day (day, figure);
