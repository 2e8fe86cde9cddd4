// A provider of OpenID Connect (npm oidc-provider) for the room: whoever comes says who they are; no password is checked.
// node provider.mjs PORT CLIENT SECRET REDIRECT_URI
import { Provider } from "oidc-provider";

const [port, client, secret, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: client,
      client_secret: secret,
      redirect_uris: [redirect],
      post_logout_redirect_uris: [redirect],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  // Streamlit knows what the ID token says, and nothing else.
  conformIdTokenClaims: false,
  pkce: { required: () => false },
  cookies: { keys: ["for this room alone"] },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  ttl: { IdToken: 3600, AccessToken: 3600, Session: 3600, Grant: 3600, Interaction: 600 },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@kantor.go.id`, email_verified: true }),
  }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
