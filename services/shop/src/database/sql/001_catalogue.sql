CREATE TABLE shop.products (
  id integer PRIMARY KEY CHECK (id > 0),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description text NOT NULL,
  category text NOT NULL CHECK (length(category) BETWEEN 1 AND 50),
  price_cents integer NOT NULL CHECK (price_cents BETWEEN 1 AND 10000000),
  stock integer NOT NULL CHECK (stock >= 0),
  words tsvector NOT NULL
    GENERATED ALWAYS AS (to_tsvector('simple', name || ' ' || category)) STORED
);

CREATE INDEX products_by_word ON shop.products USING gin (words);
CREATE INDEX products_by_category ON shop.products (category, id);
