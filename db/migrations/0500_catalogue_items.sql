-- What an estate offers and for how much (S3-06..08, S3-15..17, S8-01..05); prices are only added, never edited.
CREATE TABLE catalogue_item (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  service text NOT NULL,
  management text,
  life text,
  name text NOT NULL,
  content text NOT NULL DEFAULT '',
  standard text NOT NULL DEFAULT '',
  audience text,
  provider text,
  hours text,
  delivery text,
  origin text,
  starts_on date,
  state text NOT NULL DEFAULT 'active',
  sort text COLLATE "C" NOT NULL DEFAULT '',
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT catalogue_item_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_item_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT catalogue_item_name_key UNIQUE (estate_id, service, name),
  CONSTRAINT catalogue_item_service_check CHECK (service IN ('public', 'special', 'commercial')),
  CONSTRAINT catalogue_item_state_check CHECK (state IN ('proposed', 'active', 'ended'))
);
SELECT app.distribute('catalogue_item');

-- amount in fen per unit; valid from a local date until the next row's.
CREATE TABLE catalogue_price (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  item_id uuid NOT NULL,
  method text NOT NULL,
  amount bigint,
  unit text,
  note text,
  valid_from date NOT NULL,
  reason text,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  CONSTRAINT catalogue_price_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_price_item_fkey FOREIGN KEY (estate_id, item_id) REFERENCES catalogue_item (estate_id, id),
  CONSTRAINT catalogue_price_method_check CHECK (method IN ('fixed', 'from', 'on_site', 'free', 'included')),
  CONSTRAINT catalogue_price_amount_check CHECK ((method IN ('fixed', 'from')) = (amount IS NOT NULL AND unit IS NOT NULL)),
  CONSTRAINT catalogue_price_positive_check CHECK (amount IS NULL OR amount > 0)
);
SELECT app.distribute('catalogue_price');
CREATE INDEX catalogue_price_item_idx ON catalogue_price (estate_id, item_id, valid_from);

-- S3-07, S3-08: the six managements and three services of an estate, each on or off.
CREATE TABLE catalogue_heading (
  estate_id uuid NOT NULL,
  heading text NOT NULL,
  active boolean NOT NULL,
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  CONSTRAINT catalogue_heading_pkey PRIMARY KEY (estate_id, heading),
  CONSTRAINT catalogue_heading_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id)
);
SELECT app.distribute('catalogue_heading');

-- S1-44, S1-46: services outside the centre with their prices, and what other departments do and charge.
CREATE TABLE catalogue_directory (
  estate_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  body text NOT NULL,
  price text,
  contact text,
  checked_on date,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT catalogue_directory_pkey PRIMARY KEY (estate_id, id),
  CONSTRAINT catalogue_directory_estate_fkey FOREIGN KEY (estate_id) REFERENCES estate (id),
  CONSTRAINT catalogue_directory_kind_check CHECK (kind IN ('outside', 'procedure'))
);
SELECT app.distribute('catalogue_directory');
