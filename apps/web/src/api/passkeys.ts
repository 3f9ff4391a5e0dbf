import { addPasskey, askForProof, askForSignIn, beginPasskey, signInByPasskey } from '@baton/contract/passkeys.ts';
import type { Me } from '@baton/contract/people.ts';
import type { IdentityProof, ProvedAct } from '@baton/contract/signatures.ts';
import { assertion, attestation, type RequestOptions } from '@baton/contract/web-authn.ts';
import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { call } from './call.ts';

/** Asks one of the own passkeys for a proof of this one act. */
export async function provePasskey(act: ProvedAct): Promise<IdentityProof> {
  return { method: 'passkey', assertion: await answerOf(await call(askForProof, { body: { act } })) };
}

/** Signs in by a passkey that the person chooses. */
export async function enterByPasskey(): Promise<Me> {
  return call(signInByPasskey, { body: { assertion: await answerOf(await call(askForSignIn)) } });
}

/** A challenge is asked anew before its time is over: whoever comes back to a page that stood open finds one that is good. */
const RENEWED_AT = 0.8;

/**
 * Offers the passkeys of this address among what the browser fills into a field (`autocomplete="… webauthn"`), until one is chosen
 * there. Null where the browser has no such thing, or it was given up: another passkey was asked for, or the page was left. That
 * is silent, because a password signs in as well.
 *
 * @throws what the server says against the passkey that was chosen.
 */
export async function enterByAutofill(signal: AbortSignal): Promise<Me | null> {
  const answered = await autofilled(signal).catch(() => null);
  return answered === null ? null : call(signInByPasskey, { body: { assertion: answered } });
}

async function autofilled(signal: AbortSignal) {
  if (!(await browserSupportsWebAuthnAutofill())) return null;
  while (!signal.aborted) {
    const optionsJSON = await call(askForSignIn);
    if (signal.aborted) return null;
    let isRenewed = false;
    const renewal = setTimeout(() => {
      isRenewed = true;
      WebAuthnAbortService.cancelCeremony();
    }, optionsJSON.timeout * RENEWED_AT);
    const stop = () => WebAuthnAbortService.cancelCeremony();
    signal.addEventListener('abort', stop);
    try {
      return assertion.parse(await startAuthentication({ optionsJSON, useBrowserAutofill: true }));
    } catch (cause) {
      if (!isRenewed) throw cause;
    } finally {
      clearTimeout(renewal);
      signal.removeEventListener('abort', stop);
    }
  }
  return null;
}

/** Has the browser make a passkey, and adds it. */
export async function makePasskey(name: string, proof: IdentityProof): Promise<void> {
  const optionsJSON = await call(beginPasskey, { body: { proof } });
  const made = await inWords(startRegistration({ optionsJSON }));
  await call(addPasskey, { body: { name, attestation: attestation.parse(made) } });
}

async function answerOf(optionsJSON: RequestOptions) {
  return assertion.parse(await inWords(startAuthentication({ optionsJSON })));
}

/** What browsers say of a passkey that did not come to be used, in words (Web Authentication Level 3, 14.5). */
const WORDS: Readonly<Record<string, string>> = {
  NotAllowedError: 'No passkey was used: its dialog was closed, or its time was over.',
  AbortError: 'No passkey was used: the page asked for another one.',
  InvalidStateError: 'This passkey is yours already.',
  SecurityError: 'The browser uses no passkey at this address.',
  NotSupportedError: 'This device makes no passkey of the kind that Baton needs.',
};

async function inWords<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    throw new Error(WORDS[name] ?? `The browser used no passkey (${String(cause)}).`, { cause });
  }
}
