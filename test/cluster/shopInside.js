// Runs in a pod of the shop, by its own Node: sends it the requests of the first argument, each with
// the cookie that was given last, and prints what was answered.
const { requests, cookie: given } = JSON.parse(process.argv[1]);

async function main() {
  let cookie = given;
  const answers = [];
  for (const { method = "GET", path, body, key } of requests) {
    const headers = {
      cookie,
      ...(body && { "content-type": "application/json" }),
      ...(key && { "idempotency-key": key }),
    };
    const url = `http://127.0.0.1:8080${path}`;
    const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    [cookie = cookie] = answer.headers.getSetCookie().map((one) => one.split(";", 1)[0]);
    answers.push({ status: answer.status, body: await answer.json() });
  }
  console.log(JSON.stringify({ answers, cookie }));
}

main();
