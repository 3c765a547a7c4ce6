CREATE TABLE shop.carts (
  id uuid PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE shop.cart_lines (
  cart_id uuid NOT NULL REFERENCES shop.carts ON DELETE CASCADE,
  product_id integer NOT NULL REFERENCES shop.products,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 99),
  PRIMARY KEY (cart_id, product_id)
);
