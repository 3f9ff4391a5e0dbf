import { z } from 'zod';

// The JSON forms of Web Authentication Level 3, 5.1.8 to 5.1.10, as far as Baton asks for them. Bytes are base64url.

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]*$/)
    .max(most);
/** At most 1023 bytes (4, "Credential ID"). */
const credentialId = base64url(1364);
const challenge = base64url(100);
/** How a browser reaches an authenticator; words that come later are passed on as they are (5.8.4). */
const transport = z.string().max(40);
const clientData = base64url(16_384);

const credential = {
  id: credentialId.min(1),
  rawId: credentialId.min(1),
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}),
};
const descriptor = z.object({ id: credentialId, type: z.literal('public-key') });

/** What a browser is given to make a passkey. */
export const creationOptions = z.object({
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: base64url(86), name: z.string(), displayName: z.string() }),
  challenge,
  pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal('public-key') })),
  timeout: z.int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
});
export type CreationOptions = z.infer<typeof creationOptions>;

/** What a browser answers with a new passkey. */
export const attestation = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: clientData,
    attestationObject: base64url(65_536),
    transports: z.array(transport).max(10).exactOptional(),
  }),
});
export type Attestation = z.infer<typeof attestation>;

/** What a browser is given to ask a passkey; without credentials the person chooses among those of this address. */
export const requestOptions = z.object({
  rpId: z.string(),
  challenge,
  timeout: z.int(),
  allowCredentials: z.array(descriptor),
  userVerification: z.literal('required'),
});
export type RequestOptions = z.infer<typeof requestOptions>;

/** What a passkey answers. */
export const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: clientData,
    authenticatorData: base64url(16_384),
    signature: base64url(16_384),
    userHandle: base64url(86).exactOptional(),
  }),
});
export type Assertion = z.infer<typeof assertion>;
