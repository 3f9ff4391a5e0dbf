import { type Client, createClient } from '@baton/contract/client.ts';
import { readProfile } from './profile.ts';

/** The API of the profile's server: `const call = await connect(); await call(listDevices, { query: {} })`. */
export async function connect(): Promise<Client> {
  const { url, key } = await readProfile();
  return createClient({ baseUrl: url, key });
}
