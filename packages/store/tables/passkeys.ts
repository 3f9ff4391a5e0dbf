/** What a challenge is made for; its answer is good for nothing else. */
export type ChallengePurpose = 'sign-in' | 'add' | 'prove';

export interface PasskeyTables {
  readonly passkey: PasskeyTable;
  readonly passkey_challenge: PasskeyChallengeTable;
}

interface PasskeyTable {
  readonly passkey_id: string;
  readonly person_id: string;
  readonly credential_id: Buffer;
  readonly public_key: Buffer;
  readonly counter: number;
  readonly domain: string;
  readonly name: string;
  readonly created_at: string;
  readonly last_used_at: string | null;
}

interface PasskeyChallengeTable {
  readonly challenge_hash: Buffer;
  readonly purpose: ChallengePurpose;
  readonly person_id: string | null;
  readonly act_hash: Buffer | null;
  readonly address: string;
  readonly expires_at: string;
}
