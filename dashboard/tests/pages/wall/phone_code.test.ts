import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "uqr";
import { codePath, phoneAddress } from "../../../src/pages/wall/phone_code.tsx";

test("the code opens the very edition of the board's scope", () => {
  assert.equal(
    phoneAddress("http://wall.plant.example:8080", "site:MINE & CO", 231),
    "http://wall.plant.example:8080/overview?scope=site:MINE%20%26%20CO&edition=231",
  );
});

test("an address that means another machine to every phone makes no code", () => {
  for (const origin of ["http://127.0.0.1:8080", "http://localhost:8080", "http://[::1]:8080", "http://127.1.2.3"]) {
    assert.equal(phoneAddress(origin, "enterprise", 1), null, origin);
  }
  assert.equal(phoneAddress("http://10.127.0.1", "own", 1), "http://10.127.0.1/overview?scope=own&edition=1");
});

test("the path covers exactly the dark modules", () => {
  const { data } = encode("http://10.0.0.5:8080/overview?scope=own&edition=231", { ecc: "L", border: 2 });
  const drawn = data.map((row) => row.map(() => false));
  for (const [, x, y, length] of codePath(data).matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(length); i++) {
      const row = drawn[Number(y)];
      assert.ok(row && row[Number(x) + i] === false, "no module is drawn twice");
      row[Number(x) + i] = true;
    }
  }
  assert.deepEqual(drawn, data);
});
