CREATE TABLE shop.orders (
  id uuid PRIMARY KEY,
  -- The session that ordered; its cart may be gone by then.
  session_id uuid NOT NULL,
  idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 255),
  request_hash text NOT NULL CHECK (request_hash ~ '^[0-9a-f]{64}$'),
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  status text NOT NULL CHECK (status IN ('queued', 'paid', 'declined')),
  subtotal_cents bigint NOT NULL CHECK (subtotal_cents > 0),
  shipping_cents bigint NOT NULL CHECK (shipping_cents >= 0),
  total_cents bigint NOT NULL CHECK (total_cents = subtotal_cents + shipping_cents),
  payment_id text CHECK (length(payment_id) BETWEEN 1 AND 255),
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (session_id, idempotency_key),
  CHECK ((status = 'paid') = (payment_id IS NOT NULL))
);

CREATE TABLE shop.order_lines (
  order_id uuid NOT NULL REFERENCES shop.orders,
  product_id integer NOT NULL REFERENCES shop.products,
  name text NOT NULL,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 99),
  price_cents integer NOT NULL CHECK (price_cents > 0),
  PRIMARY KEY (order_id, product_id)
);

-- Orders whose payment is still to be asked for. Written with the order, removed with the answer.
CREATE TABLE shop.outbox (
  order_id uuid PRIMARY KEY REFERENCES shop.orders,
  traceparent text,
  tracestate text,
  attempts integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  due_at timestamptz NOT NULL,
  last_error text
);

CREATE INDEX outbox_by_due ON shop.outbox (due_at);
