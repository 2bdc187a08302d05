import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv";

const messages = `${process.env.SAFETYCELL_DASHBOARD}/../schema/messages`;
const ending = ".schema.json";
const schemas = readdirSync(messages)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length));
const examples = readdirSync(`${messages}/examples`);

/** "wall.no_rate.json" is an example of wall. */
const schemaOf = (example: string): string => example.split(".")[0] || "";

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });

for (const schema of schemas) {
  const description = JSON.parse(readFileSync(`${messages}/${schema}${ending}`, "utf8"));
  const validate = ajv.compile(description);
  const own = examples.filter((file) => schemaOf(file) === schema);

  test(`${schema}: has an example, and each is as the schema says`, () => {
    assert.ok(own.length > 0, `schema/messages/examples/${schema}.json is missing`);
    for (const file of own) {
      const example = JSON.parse(readFileSync(`${messages}/examples/${file}`, "utf8"));
      assert.ok(validate(example), `${file}: ${ajv.errorsText(validate.errors)}`);
    }
  });

  test(`${schema}: an example without a required field, or with an unknown one, is refused`, () => {
    const example = JSON.parse(readFileSync(`${messages}/examples/${own[0]}`, "utf8"));
    for (const field of description.required) {
      const { [field]: _, ...rest } = example;
      assert.equal(validate(rest), false, field);
    }
    assert.equal(validate({ ...example, later: 1 }), false);
  });
}

test("every example belongs to a schema", () => {
  for (const file of examples) assert.ok(schemas.includes(schemaOf(file)), file);
});
