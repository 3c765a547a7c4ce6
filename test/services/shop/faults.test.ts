import { isPassing, Unavailable } from "../../../services/shop/src/database/unavailable";
import { faultOf } from "../../../services/shop/src/http/faults";
import { traceOf } from "../../../services/shop/src/http/trace";
import { faultText } from "../../../services/shop/src/log";
import { html } from "../../../services/shop/src/storefront/html";

const withCode = (code: string): Error => Object.assign(new Error("it failed"), { code });

test.each(["08006", "28P01", "53300", "57P01", "57014", "55P03", "40P01", "25006", "ECONNRESET"])(
  "%s is the database's trouble",
  (code) => {
    expect(isPassing(withCode(code))).toBe(true);
  },
);

test.each(["22P02", "23505", "23514", "42P01", "42501"])("%s is a fault of ours", (code) => {
  expect(isPassing(withCode(code))).toBe(false);
});

test("of a fault of ours nothing is told", () => {
  expect(faultOf(withCode("23505"))).toEqual({
    status: 500,
    code: "internal",
    message: "Something went wrong on our side.",
  });
  expect(faultOf(new Unavailable(withCode("08006"))).status).toBe(503);
});

test("the log holds no field of an error beyond its words", () => {
  const error = Object.assign(withCode("57P01"), { client: { password: "hunter2" } });

  expect(JSON.stringify(faultText(new Unavailable(error)))).not.toContain("hunter2");
  expect(faultText(error)).toMatchObject({ message: "it failed", code: "57P01" });
});

test("a page shows text as text", () => {
  const name = `<script>"&'`;

  expect(html`<p title="${name}">${[html`<b>${name}</b>`]}</p>`.text).toBe(
    '<p title="&lt;script&gt;&quot;&amp;&#39;"><b>&lt;script&gt;&quot;&amp;&#39;</b></p>',
  );
});

describe("a trace", () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  test("is passed on as it came", () => {
    const headers = { traceparent, tracestate: "a=1" };

    expect(traceOf({ headers })).toEqual(headers);
  });

  test.each([
    [{ tracestate: "a=1" }, {}],
    [{ traceparent: `00-${"0".repeat(32)}-b7ad6b7169203331-01` }, {}],
    [{ traceparent: "01-x" }, {}],
    [{ traceparent, tracestate: "x".repeat(513) }, { traceparent }],
  ])("of %j is %j", (headers, trace) => {
    expect(traceOf({ headers })).toEqual(trace);
  });
});
