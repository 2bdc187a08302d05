// A real OpenID provider for browser tests: node test-provider.mjs RETURN_ADDRESS ALGORITHM. Prints its address. Whoever
// signs in there is called as they typed, and has the groups that follow a plus sign: "anna+safety+all".

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [returnAddress, algorithm] = process.argv.slice(2);
const { privateKey } =
  algorithm === "ES256"
    ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), kid: "test", use: "sig", alg: algorithm };

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "safetycell",
        client_secret: "a secret: of the & test",
        redirect_uris: [returnAddress],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        token_endpoint_auth_method: "client_secret_basic",
        id_token_signed_response_alg: algorithm,
      },
    ],
    jwks: { keys: [key] },
    pkce: { required: () => true, methods: ["S256"] },
    claims: { openid: ["sub"], profile: ["preferred_username", "name", "groups", "organizations"] },
    conformIdTokenClaims: false,
    cookies: { keys: ["of a test"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => {
        const [login, ...groups] = id.split("+");
        const organizations = groups.filter((group) => group === group.toUpperCase());
        return { sub: id, preferred_username: login, name: `Person ${login}`, groups, organizations };
      },
    }),
  });
  server.on("request", provider.callback());
  process.stdout.write(`${issuer}\n`);
});
